// The shared screen: the stage as everybody sees it, and beside it the room.
import type { Campaign } from '../campaigns/index.ts';
import { presentMoments } from '../ceremony/index.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { formatTime } from '../http/views/index.ts';
import {
  agendaEntries,
  getSession,
  plannedStart,
  presentNowNext,
  presentRegion,
  presentScreenTalk,
  type Say,
  sayIn,
} from '../official/index.ts';
import { PLAIN_REFRESH_S } from '../protocol/limits.ts';
import { isTakingSignatures, stageScene } from '../protocol/official-screen.ts';
import type { SessionStatus } from '../protocol/session.ts';
import { type SessionDocument, statusOf } from '../sessions/index.ts';
import type { SharedRoom } from '../shared-rooms/index.ts';
import { presentCode } from './code-view.ts';
import type { RoomPageServices } from './room-page-services.ts';
import { presentRoster, type SeatRefusal } from './roster-view.ts';

export interface ScreenOptions {
  language: Language;
  /** Without a script: the page renews itself. */
  isPlain: boolean;
  refusal?: SeatRefusal & { status: number };
}

/** The page of a room's screen. */
export async function presentScreen(
  services: RoomPageServices,
  room: SharedRoom,
  { language, isPlain, refusal }: ScreenOptions,
): Promise<PageReply> {
  const { visitors, event } = services.official;
  const say = sayIn(visitors.catalogue, language);
  const session = getSession(services.official, room.session);
  const campaign = await event.campaignOf(session);
  const roster = await presentRoster(room, services, say, refusal);
  const { clock } = visitors;
  const code = await presentCode(room, { ...services, clock });
  const view = {
    ...(await presentEvent(services, session, language)),
    room: { place: room.place, inRoom: roster.filter(({ inRoom }) => inRoom).length },
    region: await regionOf(services, { room, session, campaign }, say),
    reading: presentReading(campaign, session.status),
    hasPledge: campaign.declaration !== null,
    talk: await presentScreenTalk(services.official, session._id, say),
    isPlain,
    roster,
    code,
  };
  const data = {
    agenda: agendaEntries(session),
    clauses: campaign.declaration?.clauses.length ?? 0,
    status: statusOf(session),
  };
  return page({
    template: 'screen',
    layout: 'screen',
    // The screen's own words win over the stage's.
    texts: ['stage', 'screen', 'ceremony', 'floor'],
    title: say('screen.title', { place: room.place }),
    view,
    data,
    session: session._id,
    // A page that renews itself would throw away a PIN that is being typed.
    ...(isPlain && !refusal && { refreshSeconds: PLAIN_REFRESH_S }),
    ...(refusal && { status: refusal.status }),
  });
}

const presentEvent = async (
  { official }: RoomPageServices,
  session: SessionDocument,
  language: Language,
) => {
  const say = sayIn(official.visitors.catalogue, language);
  const { status } = session;
  const { counters } = await official.event.boards.snapshot(session._id);
  const now = official.visitors.clock.now();
  const time = formatTime(now);
  return {
    title: session.title,
    campaign: { shortName: (await official.event.campaignOf(session)).shortName },
    time,
    start: plannedStart(session),
    scene: { [stageScene(status)]: true },
    isLive: status.session === 'live',
    isSigning: isTakingSignatures(status),
    ...presentMoments(status, { now, language, catalogue: official.visitors.catalogue }),
    agenda: presentNowNext(session, time, say),
    national: {
      ...counters,
      leading: status.signingOpenedAt ? counters.regionsSigned : counters.regionsPresent,
      isSigning: status.signingOpenedAt !== null,
    },
  };
};

/** The region's tile; null for a room of officials from anywhere. */
const regionOf = async (
  { official }: RoomPageServices,
  { room, session, campaign }: { room: SharedRoom; session: SessionDocument; campaign: Campaign },
  say: Say,
) => {
  if (room.region === null) return null;
  const [seat] = await official.people.invitations.listOfRegion(session._id, room.region);
  // Nobody's own seat: a screen belongs to a region, not to an office.
  return seat
    ? presentRegion(official, { seat: { ...seat, _id: '' }, session, campaign }, say)
    : null;
};

/** The parts of the declaration; `now` is being read, `shown` stands on the page. */
const presentReading = (
  { declaration }: Pick<Campaign, 'declaration'>,
  { ceremony, clause }: Pick<SessionStatus, 'ceremony' | 'clause'>,
) => {
  if (!declaration) return null;
  const { opening, clauses, closing } = declaration;
  const parts = [opening, ...clauses, closing].map((text, index) => ({
    index,
    text,
    number: index > 0 && index <= clauses.length ? index : null,
    now: index === clause,
    shown: index === clause || index === clause - 1,
  }));
  return { isReading: ceremony === 'reading', parts };
};
