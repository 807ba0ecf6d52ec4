// Shared rooms ("ruang bersama"): opened, joined person by person, left alone, closed together.
import { type AuditActor, SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { Actor, SeatStore } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import {
  type Confirmation,
  joinRoom,
  type Leaver,
  leaveRoom,
  type MembershipDependencies,
} from './membership.ts';
import { createRoomCodes, type RoomCodes } from './room-codes.ts';
import { createScreenLinks, type ScreenLinks } from './screen-links.ts';
import type { RoomMember, SharedRoom } from './shared-room-model.ts';
import { placeSchema } from './shared-room-rules.ts';

/** What a new room is: `region` null takes officials from anywhere; `seats` are expected there. */
export interface NewRoom {
  session: string;
  region: string | null;
  place: string;
  seats: string[];
  by: Actor;
}

export interface SharedRoomService extends RoomCodes {
  /**
   * Opens a room, also before the doors. Throws SESSION_ENDED, PLACE_INVALID, REGION_UNKNOWN, and
   * ROOM_OTHER_REGION when a seat is not of this session and region.
   */
  open(room: NewRoom): Promise<SharedRoom>;
  /** Ends the room and all memberships; again changes nothing. */
  close(room: string, by: Actor): Promise<void>;
  /** The room while it is open. Throws ROOM_CLOSED. */
  getOpen(room: string): Promise<SharedRoom>;
  /** Open rooms of a region (null: those of officials from anywhere), oldest first. */
  listOfRegion(session: string, region: string | null): Promise<SharedRoom[]>;
  /**
   * Records that somebody is in the room. Throws ROOM_CLOSED, SESSION_ENDED, DOORS_CLOSED,
   * NOT_REGISTERED, ROOM_OTHER_REGION or REASON_MISSING (vouched for without a reason).
   */
  join(room: string, registration: string, confirmation: Confirmation): Promise<RoomMember>;
  /** Ends somebody's membership; the others stay. Throws NOT_IN_ROOM. */
  leave(registration: string, by: Leaver): Promise<void>;
  /** Who is in the room now, in the order of arriving. */
  membersOf(room: string): Promise<RoomMember[]>;
  /** Everybody of a session who is in some room now. */
  membersOfSession(session: string): Promise<RoomMember[]>;
  membershipOf(registration: string): Promise<RoomMember | undefined>;
  /** The path of the link that makes a device the room's screen. */
  screenPath(room: Pick<SharedRoom, '_id' | 'session'>): string;
  readScreenLink: ScreenLinks['read'];
}

export interface SharedRoomOptions extends MembershipDependencies {
  seats: Pick<SeatStore, 'list' | 'listOfRegion'>;
  secrets: { code: Buffer; token: Buffer };
  logger: Logger;
}

/** The service on its store. Rooms of a session that ends are closed by the process that notices. */
export function createSharedRoomService(options: SharedRoomOptions): SharedRoomService {
  const { store, live, secrets, logger } = options;
  const { clock } = options.time;
  const links = createScreenLinks(secrets.token, clock);

  const closeOver = (session: SessionDocument): void => {
    if (!isOver(session.status.session)) return;
    closeAll(session._id, options).catch((error) =>
      logger.warn({ error: String(error) }, 'The shared rooms of a session could not be closed'),
    );
  };
  for (const session of live.list()) closeOver(session);
  live.onChange(closeOver);

  return {
    ...createRoomCodes({ store, clock, secret: secrets.code }),
    open: (room) => open(room, options),
    close: (room, by) => closeRooms([room], { ...by, reason: 'closed' }, options),
    async getOpen(id) {
      const room = await store.findRoom(id);
      if (!room || room.closedAt) throw new AppError('ROOM_CLOSED');
      return room;
    },
    listOfRegion: (session, region) => store.listOpen(session, region),
    join: (room, registration, confirmation) => joinRoom(room, registration, confirmation, options),
    leave: (registration, by) => leaveRoom(registration, by, options),
    membersOf: (room) => store.listMembers(room),
    membersOfSession: (session) => store.listMembersOfSession(session),
    membershipOf: (registration) => store.findMembership(registration),
    screenPath: links.pathOf,
    readScreenLink: links.read,
  };
}

const readPlace = (typed: string): string => {
  const place = placeSchema.safeParse(typed);
  if (!place.success) throw new AppError('PLACE_INVALID');
  return place.data;
};

const open = async (input: NewRoom, options: SharedRoomOptions): Promise<SharedRoom> => {
  const { database, store, audit, live, seats, time } = options;
  const session = live.find(input.session);
  if (!session) throw new AppError('NOT_FOUND');
  if (isOver(session.status.session)) throw new AppError('SESSION_ENDED');
  const place = readPlace(input.place);
  const { region, by } = input;
  const allowed = region ? await seats.listOfRegion(session._id, region) : [];
  if (region && allowed.length === 0) throw new AppError('REGION_UNKNOWN');
  const known = new Set((region ? allowed : await seats.list(session._id)).map(({ _id }) => _id));
  if (input.seats.some((seat) => !known.has(seat))) throw new AppError('ROOM_OTHER_REGION');
  const room: SharedRoom = {
    _id: newId(time.random),
    session: session._id,
    region,
    place,
    seats: [...new Set(input.seats)],
    openedBy: by.actor,
    openedAt: time.clock.now(),
    closedAt: null,
    joins: 0,
  };
  await database.transaction(async (transaction) => {
    await store.insertRoom(room, transaction);
    const data = { room: room._id, region: region ?? '' };
    const context = { ...by, session: session._id };
    await audit.write({ event: 'room.opened', data, ...context }, transaction);
  });
  return room;
};

const closeRooms = async (
  ids: string[],
  { actor, address, reason }: { actor: AuditActor; address: string; reason: string },
  { database, store, audit, time }: SharedRoomOptions,
): Promise<void> => {
  const at = time.clock.now();
  await database.transaction(async (transaction) => {
    const closed = await store.closeRooms(ids, at, transaction);
    if (closed.length === 0) return;
    const rooms = closed.map(({ _id }) => _id);
    await store.endMembersOf(rooms, at, transaction);
    const events = closed.map(({ _id: room, session }) => ({
      event: 'room.closed' as const,
      data: { room, reason },
      actor,
      address,
      session,
    }));
    await audit.writeMany(events, transaction);
  });
};

/** Closes what a session that has ended left open; several processes may do it at once. */
const closeAll = async (session: string, options: SharedRoomOptions): Promise<void> => {
  const rooms = await options.store.listOpen(session);
  if (rooms.length === 0) return;
  const by = { actor: SYSTEM_ACTOR, address: '', reason: 'session-ended' };
  await closeRooms(
    rooms.map(({ _id }) => _id),
    by,
    options,
  );
};
