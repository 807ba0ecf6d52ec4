// The only user of the models of shared rooms, their members and their codes.
import type { ClientSession, Connection } from '../core/database.ts';
import {
  type LeftHow,
  memberModel,
  type RoomCode,
  type RoomMember,
  roomCodeModel,
  roomModel,
  type SharedRoom,
} from './shared-room-model.ts';

export interface SharedRoomStore {
  ensureIndexes(): Promise<void>;
  insertRoom(room: SharedRoom, transaction: ClientSession): Promise<void>;
  findRoom(id: string): Promise<SharedRoom | undefined>;
  listOpen(session: string, region?: string | null): Promise<SharedRoom[]>;
  /** Counts a join; false when the room is closed. */
  countJoin(room: string, transaction: ClientSession): Promise<boolean>;
  /** Closes those that are open; `ids` of one session. Returns the rooms that this call closed. */
  closeRooms(ids: string[], at: Date, transaction: ClientSession): Promise<SharedRoom[]>;
  /** Rejects with E11000 when the person is in a room. */
  insertMember(member: RoomMember, transaction: ClientSession): Promise<void>;
  /** The room that somebody is in now. */
  findMembership(registration: string): Promise<RoomMember | undefined>;
  /** Who is in the room now, in the order of arriving. */
  listMembers(room: string): Promise<RoomMember[]>;
  listMembersOfSession(session: string): Promise<RoomMember[]>;
  /** All memberships of a person, those that have ended too, in their order. */
  listOfPerson(session: string, registration: string): Promise<RoomMember[]>;
  /** Where the rooms of a session are or were, by their ids. */
  placesOf(session: string): Promise<Map<string, string>>;
  /** For whom somebody vouched, with the reason; not who confirmed themselves afterwards. */
  vouchedOf(session: string): Promise<Map<string, string>>;
  /** Ends one membership; false when it had ended. */
  endMembership(id: string, at: Date, how: LeftHow, transaction: ClientSession): Promise<boolean>;
  endMembersOf(rooms: string[], at: Date, transaction: ClientSession): Promise<void>;
  /** Ends the membership of a registration that ends, in the transaction that ends it. */
  endOfRegistration(registration: string, at: Date, transaction: ClientSession): Promise<void>;
  /** The code that a room shows in this window, if it was made. */
  findCodeOf(room: string, window: number): Promise<RoomCode | undefined>;
  findCode(hash: string): Promise<RoomCode | undefined>;
  /** Keeps a code unless another room's is still taken at `now`: rejects with E11000 then. */
  putCode(code: RoomCode, now: Date): Promise<void>;
}

/** The store on this connection. */
export function createSharedRoomStore(connection: Connection): SharedRoomStore {
  const rooms = roomModel(connection);
  const members = memberModel(connection);
  const codes = roomCodeModel(connection);
  return {
    async ensureIndexes() {
      for (const model of [rooms, members, codes]) await model.createIndexes();
    },
    ...roomWrites(rooms),
    findRoom: async (id) => (await rooms.findById(id).lean()) ?? undefined,
    listOpen: (session, region) =>
      rooms
        .find({ session, closedAt: null, ...(region !== undefined && { region }) })
        .sort({ openedAt: 1 })
        .lean(),
    ...memberWrites(members),
    findMembership: async (registration) =>
      (await members.findOne({ registration, leftAt: null }).lean()) ?? undefined,
    listMembers: (room) => members.find({ room, leftAt: null }).sort({ joinedAt: 1 }).lean(),
    listOfPerson: (session, registration) =>
      members.find({ session, registration }).sort({ joinedAt: 1 }).lean(),
    listMembersOfSession: (session) =>
      members.find({ session, leftAt: null }).sort({ joinedAt: 1 }).lean(),
    placesOf: async (session) => {
      const found = await rooms.find({ session }, { place: 1 }).lean();
      return new Map(found.map(({ _id, place }) => [_id, place]));
    },
    vouchedOf: async (session) => {
      const filter = { session, how: 'vouched' as const, leftHow: { $ne: 'confirmed' as const } };
      const found = await members.find(filter, { registration: 1, reason: 1 }).lean();
      return new Map(found.map(({ registration, reason }) => [registration, reason]));
    },
    ...codeParts(codes),
  };
}

const roomWrites = (
  rooms: ReturnType<typeof roomModel>,
): Pick<SharedRoomStore, 'insertRoom' | 'countJoin' | 'closeRooms'> => ({
  async insertRoom(room, session) {
    await rooms.insertMany([room], { session });
  },
  async countJoin(room, session) {
    const result = await rooms.updateOne(
      { _id: room, closedAt: null },
      { $inc: { joins: 1 } },
      { session },
    );
    return result.modifiedCount === 1;
  },
  async closeRooms(ids, at, session) {
    const open = await rooms.find({ _id: { $in: ids }, closedAt: null }, null, { session }).lean();
    const filter = { _id: { $in: open.map(({ _id }) => _id) }, closedAt: null };
    await rooms.updateMany(filter, { $set: { closedAt: at } }, { session });
    return open;
  },
});

const memberWrites = (
  members: ReturnType<typeof memberModel>,
): Pick<
  SharedRoomStore,
  'insertMember' | 'endMembership' | 'endMembersOf' | 'endOfRegistration'
> => {
  const end = async (
    filter: Record<string, unknown>,
    at: Date,
    leftHow: LeftHow,
    session: ClientSession,
  ) => {
    const still = { ...filter, leftAt: null };
    const result = await members.updateMany(still, { $set: { leftAt: at, leftHow } }, { session });
    return result.modifiedCount > 0;
  };
  return {
    async insertMember(member, session) {
      await members.insertMany([member], { session });
    },
    endMembership: (_id, at, how, session) => end({ _id }, at, how, session),
    async endMembersOf(rooms, at, session) {
      await end({ room: { $in: rooms } }, at, 'room-closed', session);
    },
    async endOfRegistration(registration, at, session) {
      await end({ registration }, at, 'seat-ended', session);
    },
  };
};

const codeParts = (
  codes: ReturnType<typeof roomCodeModel>,
): Pick<SharedRoomStore, 'findCodeOf' | 'findCode' | 'putCode'> => ({
  findCodeOf: async (room, window) => (await codes.findOne({ room, window }).lean()) ?? undefined,
  findCode: async (hash) => (await codes.findById(hash).lean()) ?? undefined,
  async putCode({ _id, ...code }, now) {
    // A code that is over may become another room's; one that is taken may not.
    await codes.updateOne({ _id, acceptedUntil: { $lt: now } }, { $set: code }, { upsert: true });
  },
});
