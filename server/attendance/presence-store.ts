// The only user of the model of presence.
import {
  type ClientSession,
  type Connection,
  isDuplicateKey,
  readOptions,
  withoutDuplicates,
} from '../core/database.ts';
import type { EndedBy } from '../protocol/attendance.ts';
import { type PresenceDocument, presenceModel } from './presence-model.ts';

/** Small enough that decoding a batch keeps nobody waiting. */
const STREAM_BATCH = 1_000;

/** What is known of an interval that is to be closed. */
export interface Closing {
  _id: string;
  endedAt: Date;
  endedBy: EndedBy;
}

/** How a session's open intervals end: those begun after `at` stay open unless it is `final`. */
export interface SessionClosing {
  at: Date;
  final: boolean;
  /** Plain pages refreshed since then were there until `at`. */
  plainSince: Date;
}

const STREAMED = [
  'registration',
  'kind',
  'device',
  'room',
  'startedAt',
  'renewedAt',
  'endedAt',
  'endedBy',
] as const;
/** An interval as reports read it: of a hundred thousand every field counts. */
export type StoredInterval = Pick<PresenceDocument, (typeof STREAMED)[number]>;
const STREAM_FIELDS = { _id: 0, ...Object.fromEntries(STREAMED.map((name) => [name, 1])) };

/** An interval as boards read it. */
export type SeatPresence = Pick<
  PresenceDocument,
  '_id' | 'seat' | 'startedAt' | 'endedAt' | 'endedBy'
>;

/** Until when a session's presence counts; `hasEnded` false: it still runs. */
export interface SessionHorizon {
  session: string;
  at: Date;
  hasEnded: boolean;
}
/** A seat that somebody was on; `present`: at the end of the session, or now. */
export interface SeatStay {
  seat: string;
  present: boolean;
}

export interface PresenceStore {
  ensureIndexes(): Promise<void>;
  /** Stores new intervals; one that is there already is left as it is. */
  insertMany(intervals: PresenceDocument[]): Promise<void>;
  /** Closes those that are still open. */
  closeMany(closings: Closing[]): Promise<void>;
  closeSession(session: string, closing: SessionClosing): Promise<void>;
  /** Closes what a node holds open at `at` (what began later: at its beginning); how many. */
  closeOfNode(node: string, at: Date): Promise<number>;
  /** Renews the open plain interval of a person, or opens `fresh`. */
  renewPlain(fresh: PresenceDocument, at: Date): Promise<void>;
  closePlainBefore(limit: Date): Promise<void>;
  /** All of a session, without who it was: what a board is read from. */
  listSeats(session: string): Promise<SeatPresence[]>;
  /**
   * The seats of these sessions on which somebody ever was, each once: what began after its
   * session's `at` does not count. One read, grouped by the database.
   */
  staysOf(horizons: SessionHorizon[]): Promise<SeatStay[]>;
  /** In the order of their beginning. */
  listOfPerson(registration: string): Promise<PresenceDocument[]>;
  listOfSession(session: string): Promise<PresenceDocument[]>;
  /** Intervals of these people, person by person and in order, a few at a time. */
  streamOf(registrations: string[], reading?: ClientSession): AsyncIterable<StoredInterval>;
}

/** The store on this connection. */
export function createPresenceStore(connection: Connection): PresenceStore {
  const model = presenceModel(connection);
  return {
    async ensureIndexes() {
      await model.createIndexes();
    },
    ...crowdWrites(model),
    ...sweepWrites(model),
    ...presenceReads(model),
  };
}

type Presence = ReturnType<typeof presenceModel>;
const notBefore = (at: Date) => ({ $max: ['$startedAt', at] });

const crowdWrites = (
  model: Presence,
): Pick<PresenceStore, 'insertMany' | 'closeMany' | 'renewPlain'> => ({
  async insertMany(intervals) {
    // The driver's own insert: the documents were built here, and a crowd arrives at once.
    // (typed loosely there: it knows ObjectId keys only)
    await withoutDuplicates(model.collection.insertMany(intervals as object[], { ordered: false }));
  },
  async closeMany(closings) {
    if (closings.length === 0) return;
    await model.bulkWrite(
      closings.map(({ _id, endedAt, endedBy }) => ({
        updateOne: { filter: { _id, endedAt: null }, update: { $set: { endedAt, endedBy } } },
      })),
      { ordered: false },
    );
  },
  async renewPlain(fresh, at) {
    const { registration, kind, renewedAt: _renewedAt, endedAt: _endedAt, ...rest } = fresh;
    const renew = () =>
      model.updateOne(
        { registration, kind, endedAt: null },
        { $set: { renewedAt: at }, $setOnInsert: rest },
        { upsert: true },
      );
    // Two first loads at once: the unique index refuses one, which then renews the other's.
    await renew().catch((error) => (isDuplicateKey(error) ? renew() : Promise.reject(error)));
  },
});

const sweepWrites = (
  model: Presence,
): Pick<PresenceStore, 'closeSession' | 'closeOfNode' | 'closePlainBefore'> => ({
  async closeSession(session, { at, final, plainSince }) {
    const open = { session, endedAt: null, ...(!final && { startedAt: { $lte: at } }) };
    const set = [{ $set: { endedAt: notBefore(at), endedBy: 'session' } }];
    const pipeline = { updatePipeline: true };
    await model.updateMany({ ...open, kind: { $ne: 'plain' } }, set, pipeline);
    await model.updateMany(
      { ...open, kind: 'plain', renewedAt: { $gte: plainSince } },
      set,
      pipeline,
    );
  },
  async closeOfNode(node, at) {
    const closed = await model.updateMany(
      { node, endedAt: null, kind: { $ne: 'plain' } },
      [{ $set: { endedAt: notBefore(at), endedBy: 'node' } }],
      { updatePipeline: true },
    );
    return closed.modifiedCount;
  },
  async closePlainBefore(limit) {
    await model.updateMany(
      { kind: 'plain', endedAt: null, renewedAt: { $lt: limit } },
      [{ $set: { endedAt: '$renewedAt', endedBy: 'expired' } }],
      { updatePipeline: true },
    );
  },
});

const presenceReads = (
  model: Presence,
): Pick<
  PresenceStore,
  'listSeats' | 'staysOf' | 'listOfPerson' | 'listOfSession' | 'streamOf'
> => ({
  listSeats: (session) =>
    model.collection
      .find({ session })
      .project<SeatPresence>({ seat: 1, startedAt: 1, endedAt: 1, endedBy: 1 })
      .batchSize(STREAM_BATCH)
      .toArray(),
  async staysOf(horizons) {
    if (horizons.length === 0) return [];
    // Of a session that runs only an open interval is presence, of one that is over also what ended
    // at its end.
    const atTheEnd = horizons
      .filter(({ hasEnded }) => hasEnded)
      .map(({ session, at }) => ({
        $and: [{ $eq: ['$session', session] }, { $gte: ['$endedAt', at] }],
      }));
    const present = { $max: { $or: [{ $eq: ['$endedAt', null] }, ...atTheEnd] } };
    const stays = await model.aggregate<{ _id: string; present: boolean }>([
      {
        $match: { $or: horizons.map(({ session, at }) => ({ session, startedAt: { $lte: at } })) },
      },
      { $group: { _id: '$seat', present } },
    ]);
    return stays.map(({ _id: seat, present }) => ({ seat, present }));
  },
  listOfPerson: (registration) => model.find({ registration }).sort({ startedAt: 1 }).lean(),
  listOfSession: (session) =>
    model.collection.find<PresenceDocument>({ session }).batchSize(STREAM_BATCH).toArray(),
  streamOf: (registrations, reading) =>
    model.collection
      .find({ registration: { $in: registrations } }, readOptions(reading))
      .project<StoredInterval>(STREAM_FIELDS)
      .sort({ registration: 1, startedAt: 1 })
      .batchSize(STREAM_BATCH),
});
