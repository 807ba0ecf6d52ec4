// The only user of the models of presence and of nodes.
import { type ClientSession, type Connection, readOptions } from '../core/database.ts';
import { nodeModel, type PresenceDocument, presenceModel } from './presence-model.ts';

/** Small enough that decoding a batch keeps nobody waiting. */
const STREAM_BATCH = 1_000;

/** What is known of an interval that is to be closed. */
export interface Closing {
  _id: string;
  endedAt: Date;
}

/** An interval as reports read it. */
export type StoredInterval = Omit<PresenceDocument, 'node'>;

export interface PresenceStore {
  ensureIndexes(): Promise<void>;
  insertMany(intervals: PresenceDocument[]): Promise<void>;
  closeMany(closings: Closing[]): Promise<void>;
  /** Renews the open plain interval of a person, or opens `fresh`. */
  renewPlain(fresh: PresenceDocument, at: Date): Promise<void>;
  closePlainBefore(limit: Date): Promise<void>;
  listOpen(session: string): Promise<PresenceDocument[]>;
  /** Intervals that cover `moment`: how a board looked when its session ended. */
  listCovering(session: string, moment: Date): Promise<PresenceDocument[]>;
  /** The earliest presence on each seat, of those that had begun at `until` (or by now). */
  firstOfSeats(session: string, until: Date | undefined): Promise<{ seat: string; at: Date }[]>;
  listOfPerson(registration: string): Promise<PresenceDocument[]>;
  listOfSession(session: string): Promise<PresenceDocument[]>;
  /** Intervals of these people, person by person and in order, a few at a time. */
  streamOf(registrations: string[], reading?: ClientSession): AsyncIterable<StoredInterval>;
  renewNode(node: string, startedAt: Date, at: Date): Promise<void>;
  /** Closes the intervals of nodes whose lease ended before `limit`, at their last renewal. */
  closeDeadNodes(limit: Date): Promise<number>;
  /** Closes every open interval of this node at `at` and gives the lease back. */
  closeNode(node: string, at: Date): Promise<void>;
}

/** The store on this connection. */
export function createPresenceStore(connection: Connection): PresenceStore {
  const model = presenceModel(connection);
  const nodes = nodeModel(connection);
  return {
    async ensureIndexes() {
      await model.createIndexes();
    },
    ...presenceWrites(model),
    ...presenceReads(model),
    async renewNode(node, startedAt, at) {
      await nodes.updateOne(
        { _id: node },
        { $set: { renewedAt: at }, $setOnInsert: { startedAt } },
        { upsert: true },
      );
    },
    async closeDeadNodes(limit) {
      const dead = await nodes.find({ renewedAt: { $lt: limit } }).lean();
      let closed = 0;
      for (const node of dead) closed += await closeNode(model, nodes, node._id, node.renewedAt);
      return closed;
    },
    async closeNode(node, at) {
      await closeNode(model, nodes, node, at);
    },
  };
}

type Presence = ReturnType<typeof presenceModel>;

const presenceWrites = (
  model: Presence,
): Pick<PresenceStore, 'insertMany' | 'closeMany' | 'renewPlain' | 'closePlainBefore'> => ({
  async insertMany(intervals) {
    // The driver's own insert: the documents were built here, and a crowd arrives at once.
    // (typed loosely there: it knows ObjectId keys only)
    await model.collection.insertMany(intervals as object[], { ordered: false });
  },
  async closeMany(closings) {
    if (closings.length === 0) return;
    await model.bulkWrite(
      closings.map(({ _id, endedAt }) => ({
        updateOne: { filter: { _id, endedAt: null }, update: { $set: { endedAt } } },
      })),
      { ordered: false },
    );
  },
  async renewPlain(fresh, at) {
    const { registration, renewedAt: _renewedAt, endedAt: _endedAt, ...rest } = fresh;
    await model.updateOne(
      { registration, kind: 'plain', endedAt: null },
      { $set: { renewedAt: at }, $setOnInsert: { ...rest, endedAt: null } },
      { upsert: true },
    );
  },
  async closePlainBefore(limit) {
    await model.updateMany(
      { kind: 'plain', endedAt: null, renewedAt: { $lt: limit } },
      [{ $set: { endedAt: '$renewedAt' } }],
      { updatePipeline: true },
    );
  },
});

const presenceReads = (
  model: Presence,
): Pick<
  PresenceStore,
  'listOpen' | 'listCovering' | 'firstOfSeats' | 'listOfPerson' | 'listOfSession' | 'streamOf'
> => ({
  listOpen: (session) => model.find({ session, endedAt: null }).lean(),
  listCovering: (session, moment) =>
    model
      .find({
        session,
        startedAt: { $lte: moment },
        $or: [{ endedAt: null }, { endedAt: { $gte: moment } }],
      })
      .lean(),
  firstOfSeats: (session, until) =>
    model.aggregate([
      { $match: { session, ...(until && { startedAt: { $lte: until } }) } },
      { $group: { _id: '$seat', at: { $min: '$startedAt' } } },
      { $project: { _id: 0, seat: '$_id', at: 1 } },
    ]),
  listOfPerson: (registration) => model.find({ registration }).sort({ startedAt: 1 }).lean(),
  listOfSession: (session) => model.find({ session }).lean(),
  streamOf: (registrations, reading) =>
    model.collection
      .find({ registration: { $in: registrations } }, readOptions(reading))
      .project<StoredInterval>({ node: 0 })
      .sort({ registration: 1, startedAt: 1 })
      .batchSize(STREAM_BATCH),
});

const closeNode = async (
  model: Presence,
  nodes: ReturnType<typeof nodeModel>,
  node: string,
  at: Date,
): Promise<number> => {
  const open = { node, endedAt: null, kind: 'socket' as const };
  const closed = await model.updateMany({ ...open, startedAt: { $lte: at } }, { endedAt: at });
  // What began after the node's last renewal is known only to have begun.
  const young = await model.updateMany(open, [{ $set: { endedAt: '$startedAt' } }], {
    updatePipeline: true,
  });
  await nodes.deleteOne({ _id: node });
  return closed.modifiedCount + young.modifiedCount;
};
