// The stage as sockets and pages call it: who speaks for whom, and as whom.
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { Stage } from './compose-stage.ts';
import { AppError } from './core/app-error.ts';
import type { AnyRoute } from './http/define-route.ts';
import type { OwnStage, StageView } from './protocol/stage.ts';
import { actorOf } from './realtime/caller-access.ts';
import type { SocketCaller } from './realtime/socket-caller.ts';
import type { StageCommands } from './realtime/stage-commands.ts';
import type { Registration } from './registrations/index.ts';
import {
  type Arrivals,
  createEntryRoutes,
  createLecternLinks,
  createRosterRoutes,
  type createStageStore,
  type StageGuest,
  type StageMemory,
  type StageService,
  stageDeskOf,
  stageViewOf,
} from './stage/index.ts';

interface Parts {
  service: StageService;
  memory: StageMemory;
  store: Pick<ReturnType<typeof createStageStore>, 'setReady'>;
}

/** For whom a caller raises the hand: the shared room in which they are, else their own seat. */
interface Speaker {
  guest: StageGuest;
  room: string | null;
}

type Asking = Pick<SocketCaller, 'official' | 'room' | 'stagePerson'>;

const createSpeakerOf =
  ({ sharedRooms, invitations, stores, live }: Domains) =>
  async ({ official, room, stagePerson }: Asking): Promise<Speaker | undefined> => {
    if (stagePerson) {
      return {
        guest: { who: `m-${stagePerson.code}`, title: stagePerson.title, place: '' },
        room: null,
      };
    }
    const membership = official && (await sharedRooms.membershipOf(official._id));
    const shared = membership
      ? await sharedRooms.getOpen(membership.room).catch(() => undefined)
      : room;
    if (shared) {
      const place = await placeOf(shared.session, shared.region);
      return { guest: { who: `r-${shared._id}`, title: shared.place, place }, room: shared.place };
    }
    const seat = official && (await invitations.find(official.seat));
    if (!official || !seat) return undefined;
    return {
      guest: { who: `p-${official._id}`, title: seat.title, place: seat.place },
      room: null,
    };

    async function placeOf(session: string, region: string | null): Promise<string> {
      const known = live.find(session);
      if (!known || region === null) return '';
      const campaign = await stores.campaigns.find(known.campaign);
      const regions = campaign ? await stores.regions.list(campaign.regionSet.file) : [];
      return regions.find(({ code }) => code === region)?.name ?? '';
    }
  };

/** An official or a room as the audit names them, without a person's name. */
const audienceOf = ({ official, room }: SocketCaller, { guest }: Speaker) => ({
  kind: official ? ('official' as const) : ('room' as const),
  id: official?._id ?? room?._id ?? '',
  label: [guest.title, guest.place].filter(Boolean).join(', '),
});

/** The commands on the stage's service. */
export function stageCommands({ service, store }: Parts, domains: Domains): StageCommands {
  const speakerOf = createSpeakerOf(domains);
  const byOf = (caller: SocketCaller) => ({ actor: actorOf(caller), address: caller.address });
  return {
    act: (caller, step) => service.act({ ...step, session: caller.session, by: byOf(caller) }),
    direct: (caller, how) => service.direct(caller.session, how, byOf(caller)),
    async hand(caller, up) {
      const speaker = await speakerOf(caller);
      if (!speaker) throw new AppError('NOT_SIGNED_IN');
      const by = { actor: audienceOf(caller, speaker), address: caller.address };
      const own = await service.hand({ session: caller.session, guest: speaker.guest, up, by });
      return { ...own, room: speaker.room };
    },
    async ready({ stagePerson }, ready) {
      if (stagePerson) await store.setReady(stagePerson._id, ready);
    },
  };
}

/**
 * How an official stands to the floor, for their page. While no hand is up nothing is asked of the
 * database: a crowd loads this page at once.
 */
export const createOwnStage = ({ service, memory }: Parts, domains: Domains) => {
  const speakerOf = createSpeakerOf(domains);
  return async (official: Registration): Promise<OwnStage> => {
    const who = `p-${official._id}`;
    const { state, handCount } = await memory.get(official.session);
    const blocked = state.blocked.some((one) => one.who === who);
    if (handCount === 0 && !state.floor) return { who, hand: null, blocked, room: null };
    const speaker = await speakerOf({ official });
    const own = await service.own(official.session, speaker?.guest.who ?? who);
    return { ...own, blocked: own.blocked || blocked, room: speaker?.room ?? null };
  };
};

/** What lines of the stage hear, and how each of them stands to it. */
export function stageLines({ service, memory, arrivals }: Parts & { arrivals: Arrivals }) {
  return {
    arrivals,
    onChange: memory.onChange,
    own: async (session: string, who: string): Promise<OwnStage> => ({
      ...(await service.own(session, who)),
      room: null,
    }),
    /** An official's page has brought how they stand to it: of a crowd nothing is asked here. */
    async stageFor({ session, page, room, stagePerson }: SocketCaller): Promise<StageView> {
      const facts = await memory.get(session);
      const view = stageViewOf(facts);
      if (page === 'control') return { ...view, desk: stageDeskOf(facts) };
      if (page === 'official') return view;
      const who = stagePerson ? `m-${stagePerson.code}` : room ? `r-${room._id}` : '';
      return { ...view, own: { ...(await service.own(session, who)), room: room?.place ?? null } };
    },
  };
}

/** The way in for the roster, and staff's page of it. */
export const stageRoutes = (base: Base, domains: Domains, { roster }: Stage): AnyRoute[] => {
  const { catalogue, tokens, keys, clock, config } = base;
  const links = createLecternLinks(keys.token, clock);
  const data = { live: domains.live, campaignOf: domains.campaignOf };
  const openObjections = domains.objections.countOpen;
  return [
    ...createEntryRoutes({
      data,
      catalogue,
      roster,
      links,
      tokens,
      codeLimit: base.rateLimits.code,
    }),
    ...createRosterRoutes({
      roster,
      live: domains.live,
      catalogue,
      publicUrl: config.publicUrl,
      openObjections,
    }),
  ];
};
