// The only user of the models of seats and codes.
import { type ClientSession, type Connection, readOptions } from '../core/database.ts';
import {
  type CodeState,
  codeModel,
  type InvitationCode,
  type Seat,
  seatModel,
} from './seat-model.ts';

/** Small enough that decoding a batch keeps nobody waiting. */
const STREAM_BATCH = 500;
/** For lists that are read whole. */
const WHOLE_BATCH = 5_000;

/** What tells a region's seat apart when sessions are compared. */
export type RegionSeat = Pick<Seat, '_id' | 'session' | 'required'> & { region: string };

export interface SeatStore {
  ensureIndexes(): Promise<void>;
  insert(seats: Seat[], codes: InvitationCode[], transaction?: ClientSession): Promise<void>;
  /** Changes what seats say of themselves, and removes others with their codes. */
  replan(
    changes: { change: Omit<Seat, 'issue'>[]; remove: Pick<Seat, '_id'>[] },
    transaction: ClientSession,
  ): Promise<void>;
  find(id: string): Promise<Seat | undefined>;
  /** All seats of a session in the order of regions and offices. */
  list(session: string): Promise<Seat[]>;
  /** The same one after the other, a few hundred in memory; `region` narrows as below. */
  each(session: string, region?: string | null, reading?: ClientSession): AsyncIterable<Seat>;
  /** The seats of regions in all these sessions, in one read. */
  listOfSessions(sessions: string[]): Promise<RegionSeat[]>;
  /** At most `limit` of them, after a place in their order. */
  page(session: string, after: number, limit: number): Promise<Seat[]>;
  /** `region` null: the seats outside regions. */
  listOfRegion(session: string, region: string | null): Promise<Seat[]>;
  /** How many seats a session has, and how many of them have a valid code. */
  count(session: string): Promise<{ all: number; withCode: number }>;
  findCode(hash: string): Promise<InvitationCode | undefined>;
  addCode(code: InvitationCode, transaction: ClientSession): Promise<void>;
  markCodes(seat: string, state: CodeState, transaction: ClientSession): Promise<void>;
  /**
   * Counts that somebody takes the seat, and reads it as it is now; undefined when it is gone. Who
   * removes it at the same moment writes the same document: one of the two is tried again.
   */
  claim(id: string, transaction: ClientSession): Promise<Seat | undefined>;
  /** Sets the valid issue if it is still `from`; false when somebody was faster. */
  setIssue(seat: string, from: number, to: number, transaction: ClientSession): Promise<boolean>;
}

export function createSeatStore(connection: Connection): SeatStore {
  const seats = seatModel(connection);
  const codes = codeModel(connection);
  return {
    async ensureIndexes() {
      await seats.createIndexes();
      await codes.createIndexes();
    },
    async insert(newSeats, newCodes, session) {
      const inside = session ? { session } : {};
      // The driver's own inserts: the documents were built here, and a rehearsal has 20,000.
      // (typed loosely there: it knows ObjectId keys only)
      await seats.collection.insertMany(newSeats as object[], inside);
      await codes.collection.insertMany(newCodes as object[], inside);
    },
    async replan({ change, remove }, session) {
      const updates = change.map(({ _id, session: _session, ...fields }) => ({
        updateOne: { filter: { _id }, update: { $set: fields } },
      }));
      if (updates.length > 0) await seats.bulkWrite(updates, { session });
      const gone = remove.map(({ _id }) => _id);
      if (gone.length === 0) return;
      await seats.deleteMany({ _id: { $in: gone } }, { session });
      await codes.deleteMany({ seat: { $in: gone } }, { session });
    },
    find: async (id) => (await seats.findById(id).lean()) ?? undefined,
    list: (session) => seats.find({ session }).sort({ ordinal: 1 }).lean(),
    each: (session, region, reading) =>
      seats.collection
        .find<Seat>({ session, ...(region !== undefined && { region }) }, readOptions(reading))
        .sort({ ordinal: 1 })
        .batchSize(STREAM_BATCH),
    listOfSessions: (sessions) =>
      seats.collection
        .find({ session: { $in: sessions }, region: { $ne: null } })
        .project<RegionSeat>({ session: 1, region: 1, required: 1 })
        .batchSize(WHOLE_BATCH)
        .toArray(),
    page: (session, after, limit) =>
      seats
        .find({ session, ordinal: { $gt: after } })
        .sort({ ordinal: 1 })
        .limit(limit)
        .lean(),
    listOfRegion: (session, region) => seats.find({ session, region }).sort({ ordinal: 1 }).lean(),
    async count(session) {
      const [all, withCode] = await Promise.all([
        seats.countDocuments({ session }),
        seats.countDocuments({ session, issue: { $gt: 0 } }),
      ]);
      return { all, withCode };
    },
    findCode: async (hash) => (await codes.findById(hash).lean()) ?? undefined,
    async addCode(code, transaction) {
      await codes.insertMany([code], { session: transaction });
    },
    async markCodes(seat, state, transaction) {
      await codes.updateMany(
        { seat, state: 'active' },
        { $set: { state } },
        { session: transaction },
      );
    },
    claim: (id, session) => claimSeat(seats, id, session),
    async setIssue(seat, from, to, transaction) {
      const result = await seats.updateOne(
        { _id: seat, issue: from },
        { $set: { issue: to } },
        { session: transaction },
      );
      return result.modifiedCount === 1;
    },
  };
}

async function claimSeat(
  seats: ReturnType<typeof seatModel>,
  id: string,
  session: ClientSession,
): Promise<Seat | undefined> {
  const options = { session, returnDocument: 'after' } as const;
  return (await seats.findByIdAndUpdate(id, { $inc: { claims: 1 } }, options).lean()) ?? undefined;
}
