// The section of a person's page about their signature: where it stands in the log, and the two
// forms that amend it.
import type { Ticks } from '../ceremony/index.ts';
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import { presentActing, type Say, sayIn } from '../official/index.ts';
import type { MinutesServices, Person } from './minutes-services.ts';

/** A form that was refused, shown again as it was typed. */
export interface RefusedAmendment {
  form: 'name' | 'withdraw';
  name: string;
  acting: string;
  reason: string;
  error: string;
}

/** The view of templates/partials/person-signature.hbs. */
export async function signatureView(
  services: MinutesServices,
  { registration, session }: Person,
  language: Language,
  refused: RefusedAmendment | undefined,
) {
  const { official, log } = services;
  const say = sayIn(official.visitors.catalogue, language);
  const signature = await official.pledge.signatures.find(registration._id);
  if (signature?.kind !== 'signature' || !signature.leafHash) return { signed: false };
  const [inclusion, amendments] = await Promise.all([
    log.inclusionOf(session._id, signature.leafHash),
    log.amendmentsOf(signature._id),
  ]);
  const isWithdrawn = amendments.at(-1)?.kind === 'withdrawal';
  const { name, acting } = registration;
  return {
    signed: true,
    moment: momentText(signature.signedAt, language, say),
    late: signature.late === true,
    ticks: ticksView(await official.pledge.ceremony.readingOf(registration._id), say),
    place: inclusion && inclusion.index + 1,
    leafHash: signature.leafHash.match(/.{8}/g),
    amendments: amendments.toReversed().map(({ kind, reason, by, at }) => ({
      what: say(`person.signature.${kind}`),
      reason,
      by: by.label,
      date: formatDate(at, language),
      time: formatTime(at),
    })),
    isOpen: !isWithdrawn,
    correct: formOf(refused, 'name', { name, acting }, say),
    withdraw: formOf(refused, 'withdraw', { name, acting }, say),
  };
}

/** Each clause's tick: when it came, and whether while the clause was being read. */
const ticksView = (known: Ticks | undefined, say: Say): string[] =>
  Object.entries(known?.ticks ?? {}).map(([clause, at]) =>
    say(`person.signature.tick.${known?.together[clause] ? 'together' : 'after'}`, {
      clause,
      time: formatTime(at, { seconds: true }),
    }),
  );

const momentText = (at: Date, language: Language, say: Say): string =>
  say('person.signature.moment', { date: formatDate(at, language), time: formatTime(at) });

function formOf(
  refused: RefusedAmendment | undefined,
  form: RefusedAmendment['form'],
  now: { name: string; acting: string },
  say: Say,
) {
  const typed = refused?.form === form ? refused : undefined;
  return {
    error: typed?.error ?? '',
    name: typed?.name ?? now.name,
    acting: presentActing(typed?.acting ?? now.acting, say),
    reason: typed?.reason ?? '',
  };
}
