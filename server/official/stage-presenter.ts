// The stage, with script and as a plain page: one view, two templates.

import { presentMoments } from '../ceremony/index.ts';
import type { Language } from '../http/language.ts';
import { formatTime } from '../http/views/index.ts';
import { isTakingSignatures, stageScene } from '../protocol/official-screen.ts';
import { statusOf } from '../sessions/index.ts';
import { agendaEntries, plannedStart, presentNowNext } from './agenda-view.ts';
import { presentCeremony } from './ceremony-view.ts';
import { presentDocuments } from './documents-view.ts';
import { presentMinutesLine } from './minutes-line.ts';
import { type OfficialServices, sayIn } from './official-services.ts';
import type { OfficialVisit } from './official-visit.ts';
import { presentRegion } from './region-view.ts';
import { presentTalk } from './talk-view.ts';

/** Everything that both stage pages show of a visit, and what the script is handed. */
export async function presentStage(
  services: OfficialServices,
  visit: OfficialVisit,
  language: Language,
) {
  const say = sayIn(services.visitors.catalogue, language);
  const { registration, seat, session, campaign } = visit;
  const { ceremony, signatures } = services.pledge;
  const [ticks, signature, board, attendance, own] = await Promise.all([
    ceremony.ticksOf(registration._id),
    signatures.find(registration._id),
    services.event.boards.snapshot(session._id),
    services.people.attendance.attendanceOf(registration._id, session),
    services.event.ownStage(registration),
  ]);
  const isSigned = signature?.kind === 'signature';
  const { declaration } = campaign;
  const { status } = session;
  const scene = stageScene(status);
  const now = services.visitors.clock.now();
  const time = formatTime(now);
  const minutes = presentMinutesLine(session, attendance, now, say);
  const isSigning = isTakingSignatures(status);
  const { catalogue } = services.visitors;
  const { counters } = board;
  const view = {
    title: session.title,
    campaign: { shortName: campaign.shortName },
    time,
    scene: { [scene]: true },
    isLive: status.session === 'live',
    start: plannedStart(session),
    seat: { title: seat.title, place: seat.place },
    region: await presentRegion(services, visit, say),
    agenda: presentNowNext(session, time, say),
    ceremony: declaration && presentCeremony(declaration, status, ticks),
    isSigned,
    isSigning,
    canSign: isSigning && !isSigned,
    isLate: status.ceremony === 'late',
    ...presentMoments(status, { now, language, catalogue }),
    national: {
      ...counters,
      leading: status.signingOpenedAt ? counters.regionsSigned : counters.regionsPresent,
      isSigning: status.signingOpenedAt !== null,
    },
    minutes,
    documents: await presentDocuments(services, visit, { isSigned, attendance }, say),
    talk: await presentTalk(services, visit, say),
  };
  const data = {
    registration: registration._id,
    seat: seat._id,
    agenda: agendaEntries(session),
    clauses: declaration?.clauses.length ?? 0,
    ...ticks,
    signed: isSigned,
    status: statusOf(session),
    minutes: minutes.data,
    own,
  };
  return { view, data };
}
