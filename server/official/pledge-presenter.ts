// The signing sheet: reading and agreeing, signing, and what follows the signature.

import { presentMoments } from '../ceremony/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import { pledgeStep } from '../protocol/official-screen.ts';
import { statusOf } from '../sessions/index.ts';
import { presentCeremony } from './ceremony-view.ts';
import { presentDocuments } from './documents-view.ts';
import { type OfficialServices, sayIn } from './official-services.ts';
import type { OfficialVisit } from './official-visit.ts';

type Signature = Awaited<ReturnType<OfficialServices['pledge']['signatures']['find']>>;

const presentSignature = (signature: Signature, language: Language) =>
  signature?.kind === 'signature'
    ? {
        late: signature.late === true,
        moment: `${formatDate(signature.signedAt, language)}, ${formatTime(signature.signedAt, { seconds: true })}`,
        // Groups of eight digits: 64 in a row can't be read out.
        leafHash: signature.leafHash?.match(/.{8}/g) ?? [],
      }
    : null;

/** What was typed into a refused form, and why it was refused. */
export interface RefusedSignature {
  text: string;
  errors: { field: 'text' | 'consent'; message: string }[];
}

export interface PledgeOptions {
  language: Language;
  /** The sheet without a script: it refreshes itself while it is read. */
  isPlain: boolean;
  /** A second signature was sent; the first one stands. */
  already?: boolean;
  refused?: RefusedSignature;
  /** A turn at a shared screen ends at this moment (ISO). */
  turnUntil?: string | undefined;
}

/** The sheet of a visit. Throws NO_DECLARATION where the campaign signs nothing. */
export async function presentPledge(
  services: OfficialServices,
  visit: OfficialVisit,
  options: PledgeOptions,
) {
  const { language, isPlain, refused } = options;
  const { registration, seat, session, campaign } = visit;
  const { declaration, consent } = campaign;
  if (!declaration || !consent) throw new AppError('NO_DECLARATION');
  const say = sayIn(services.visitors.catalogue, language);
  const { pledge, event, visitors } = services;
  const ticks = await pledge.ceremony.ticksOf(registration._id);
  const found = await pledge.signatures.find(registration._id);
  const signature = presentSignature(found, language);
  const { counters } = await event.boards.snapshot(session._id);
  const clauses = declaration.clauses.length;
  const signed = signature !== null;
  const step = pledgeStep(session.status, { clauses, ticked: ticks.ticks, signed });
  const now = visitors.clock.now();
  const attendance = await services.people.attendance.attendanceOf(registration._id, session);
  const view = {
    step: { [step]: true },
    isPlain,
    already: options.already === true,
    isLive: session.status.session === 'live',
    ceremony: presentCeremony(declaration, session.status, ticks),
    status: session.status,
    ...presentMoments(session.status, { now, language, catalogue: visitors.catalogue }),
    isPaused: session.status.signingPausedAt !== null,
    seat: { title: seat.title, place: seat.place, isRegion: seat.region !== null },
    holder: { name: registration.name, acting: registration.acting },
    date: `${formatDate(now, language)}, ${formatTime(now)}`,
    consent: consent.text,
    isTurn: options.turnUntil !== undefined,
    signature,
    emblemText: campaign.emblemText,
    national: counters,
    documents: await presentDocuments(services, visit, { isSigned: signed, attendance }, say),
    typed: refused?.text ?? '',
    errors: refused?.errors ?? [],
    errorOf: Object.fromEntries((refused?.errors ?? []).map((one) => [one.field, one.message])),
  };
  const data = {
    registration: registration._id,
    seat: seat._id,
    clauses,
    ...ticks,
    signed,
    status: statusOf(session),
    // Beside the browser's own clock a length of time is what can be trusted.
    turnLeftMs: options.turnUntil && Math.max(0, Date.parse(options.turnUntil) - now.getTime()),
  };
  return { view, data, step };
}
