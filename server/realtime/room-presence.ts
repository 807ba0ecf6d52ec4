// A shared screen's presence: while it is connected, everybody in its room is held present. Who
// joins, leaves or moves meanwhile is followed at once, in whatever process it happened.
import type { Held, Holding } from '../attendance/index.ts';
import type { Logger } from '../core/logger.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type {
  RoomMember,
  RoomWatch,
  SharedRoom,
  SharedRoomService,
} from '../shared-rooms/index.ts';
import type { PendingWork } from './pending-work.ts';
import type { SocketCaller } from './socket-caller.ts';

/** A screen that turns a page, or goes to the signing sheet and back, is not gone. */
const SCREEN_GRACE_MS = 5_000;
/** Changes of one room within this time are told to its screens together. */
const TELL_MS = 300;

export interface RoomServices {
  sharedRooms: Pick<SharedRoomService, 'membersOf' | 'membershipOf'>;
  roomWatch: Pick<RoomWatch, 'onChange'>;
  live: Pick<LiveSessions, 'find'>;
  /** Holds a member present for as long as their session is open. */
  hold(person: Registration, holding: Holding): Promise<Held>;
  findRegistration(id: string): Promise<Registration | undefined>;
}

export interface RoomPresence {
  /** Takes a new connection in; nothing for one that is no shared screen's. */
  attach(socket: Line, caller: Screen): void;
  /** Lets go of everybody at once. */
  stop(): Promise<void>;
}

/** What is used of a socket and of whom it is. */
interface Line {
  connected: boolean;
  once(event: 'disconnect', listener: () => void): unknown;
  disconnect(close: true): unknown;
}
type Place = Pick<SharedRoom, '_id' | 'session'>;
type Screen = Pick<SocketCaller, 'device' | 'turnEndsAt'> & { room?: Place };

interface Screened {
  room: Place;
  /** Of the screen that came first. */
  device: Holding['device'];
  sockets: number;
  holds: Map<string, Held>;
  /** Reads and holds follow one after the other. */
  work: Promise<void>;
  /** A reading waits its turn that will see all changes so far. */
  isBehind: boolean;
  ending: NodeJS.Timeout | undefined;
}

/** `tell` makes a room's screens ask anew who is in it. */
export function createRoomPresence(
  services: RoomServices,
  { work, tell, logger }: { work: PendingWork; tell(room: string): void; logger: Logger },
): RoomPresence {
  const screened = new Map<string, Screened>();
  const update = createUpdate(services, work, logger);
  const tellSoon = createTeller(tell);
  services.roomWatch.onChange((room) => {
    for (const [id, entry] of screened) {
      if (room !== undefined && room !== id) continue;
      update(entry);
      tellSoon(id);
    }
  });

  const release = (entry: Screened): void => {
    entry.ending = undefined;
    if (entry.sockets > 0) return;
    screened.delete(entry.room._id);
    update(entry);
  };
  const enter = (room: Place, device: Holding['device']): Screened => {
    const entry = screened.get(room._id) ?? newScreened(room, device);
    clearTimeout(entry.ending);
    entry.ending = undefined;
    entry.sockets += 1;
    screened.set(room._id, entry);
    update(entry);
    return entry;
  };

  return {
    attach(socket, { room, device, turnEndsAt }) {
      if (turnEndsAt !== undefined) endTurn(socket, turnEndsAt);
      if (!room || !socket.connected) return;
      const entry = enter(room, device);
      socket.once('disconnect', () => {
        entry.sockets -= 1;
        if (entry.sockets > 0 || !screened.has(room._id)) return;
        entry.ending = setTimeout(() => release(entry), SCREEN_GRACE_MS);
      });
    },
    async stop() {
      for (const entry of screened.values()) {
        clearTimeout(entry.ending);
        entry.sockets = 0;
        release(entry);
      }
      await work.done();
    },
  };
}

const newScreened = (room: Place, device: Holding['device']): Screened => ({
  room,
  device,
  sockets: 0,
  holds: new Map(),
  work: Promise.resolve(),
  isBehind: false,
  ending: undefined,
});

/** The end of a session changes every member at once: what comes together is read once. */
const createUpdate =
  (services: RoomServices, work: PendingWork, logger: Logger) =>
  (entry: Screened): void => {
    if (entry.isBehind) return;
    entry.isBehind = true;
    entry.work = entry.work
      .then(() => {
        entry.isBehind = false;
        return follow(entry, services);
      })
      .catch((error) =>
        logger.error({ error: String(error) }, 'The presence of a shared room is not up to date'),
      );
    work.add(entry.work);
  };

const createTeller = (tell: (room: string) => void) => {
  const told = new Set<string>();
  return (room: string): void => {
    if (told.has(room)) return;
    told.add(room);
    setTimeout(() => {
      told.delete(room);
      tell(room);
    }, TELL_MS).unref();
  };
};

/** A line outlives its cookie: when the turn at the screen is over, so is its official's line. */
const endTurn = (socket: Line, endsAt: Date): void => {
  const timer = setTimeout(
    () => socket.disconnect(true),
    Math.max(0, endsAt.getTime() - Date.now()),
  );
  socket.once('disconnect', () => clearTimeout(timer));
};

/** Holds who is in the room and lets go of who is not; nobody while no screen is connected. */
const follow = async (entry: Screened, services: RoomServices): Promise<void> => {
  const { room, sockets } = entry;
  const members = sockets > 0 ? await services.sharedRooms.membersOf(room._id) : [];
  // At the end of the session everybody leaves the room, but the board's last picture shows who
  // was there: what holds then is closed with the line.
  const session = services.live.find(room.session);
  if (sockets === 0 || !session || !isOver(session.status.session))
    await letGo(entry, members, services);
  for (const member of members) await holdMember(entry, member, services);
};

const letGo = async (
  { room, holds }: Screened,
  members: RoomMember[],
  { sharedRooms }: RoomServices,
): Promise<void> => {
  const present = new Set(members.map(({ registration }) => registration));
  for (const [registration, held] of holds) {
    if (present.has(registration)) continue;
    holds.delete(registration);
    const now = await sharedRooms.membershipOf(registration);
    await held.close(now && now.room !== room._id ? 'moved' : 'left');
  }
};

const holdMember = async (
  { room, device, holds }: Screened,
  { registration }: RoomMember,
  { hold, findRegistration }: RoomServices,
): Promise<void> => {
  if (holds.has(registration)) return;
  const person = await findRegistration(registration);
  if (!person?.active) return;
  holds.set(registration, await hold(person, { kind: 'room', device, room: room._id }));
};
