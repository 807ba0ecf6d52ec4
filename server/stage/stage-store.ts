// The only user of the stage's models: how it stands, whose hands are up, who is waiting.
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { QUEUE_SHOWN } from '../protocol/stage.ts';
import { type Arrival, type Hand, type StageState, stageModels } from './stage-model.ts';

export interface StageStore {
  ensureIndexes(): Promise<void>;
  findState(session: string, transaction?: ClientSession): Promise<StageState | undefined>;
  /** Writes the next state if the stored one is still of `version`; false: somebody was faster. */
  replaceState(version: number, next: StageState, transaction: ClientSession): Promise<boolean>;
  /** The first hands in their order, and how many are up. */
  listHands(session: string): Promise<{ first: Hand[]; count: number }>;
  findHand(session: string, who: string, transaction?: ClientSession): Promise<Hand | undefined>;
  /** Raises a hand with the next number; the one that is up already stays as it is. */
  raise(hand: Omit<Hand, '_id' | 'number'>): Promise<Hand>;
  /** True when it was up. */
  lower(session: string, who: string, transaction?: ClientSession): Promise<boolean>;
  listArrivals(session: string): Promise<Arrival[]>;
  /** Renews pages that are open, until `until`. */
  renewArrivals(arrivals: Pick<Arrival, '_id' | 'session' | 'code'>[], until: Date): Promise<void>;
  setReady(id: string, ready: Pick<Arrival, 'camera' | 'microphone'>): Promise<void>;
  /** Opens a stream that calls `onChange` with each session of which something changed. */
  watch(onChange: (session: string) => void): WatchedStream;
}

const handId = (session: string, who: string): string => `${session}:${who}`;
const inside = (session?: ClientSession) => (session ? { session } : {});

/** The store on this connection. */
export function createStageStore(connection: Connection): StageStore {
  const { states, hands, counts, arrivals } = stageModels(connection);
  return {
    async ensureIndexes() {
      await Promise.all([hands.createIndexes(), arrivals.createIndexes(), states.createIndexes()]);
    },
    findState: async (session, transaction) =>
      (await states.findById(session, undefined, inside(transaction)).lean()) ?? undefined,
    async replaceState(version, { _id, ...next }, session) {
      const write = states.updateOne(
        { _id, version },
        { $set: next },
        // A stage that nobody has touched has no document yet.
        { session, upsert: version === 0 },
      );
      const { modifiedCount, upsertedCount } = await write;
      return modifiedCount + upsertedCount === 1;
    },
    async listHands(session) {
      const [first, count] = await Promise.all([
        hands.find({ session }).sort({ number: 1 }).limit(QUEUE_SHOWN).lean(),
        hands.countDocuments({ session }),
      ]);
      return { first, count };
    },
    findHand: async (session, who, transaction) =>
      (await hands.findById(handId(session, who), undefined, inside(transaction)).lean()) ??
      undefined,
    async raise(hand) {
      const { session, who } = hand;
      const known = await hands.findById(handId(session, who)).lean();
      if (known) return known;
      const update = { $inc: { hands: 1 } };
      const count = await counts
        .findOneAndUpdate({ _id: session }, update, { upsert: true, returnDocument: 'after' })
        .lean();
      const raised = { ...hand, _id: handId(session, who), number: count?.hands ?? 1 };
      try {
        await hands.insertMany([raised]);
        return raised;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Twice at once, by two devices of one person or two members of a room.
        return (await hands.findById(raised._id).lean()) ?? raised;
      }
    },
    async lower(session, who, transaction) {
      const gone = await hands.deleteOne({ _id: handId(session, who) }, inside(transaction));
      return gone.deletedCount === 1;
    },
    listArrivals: (session) => arrivals.find({ session }).lean(),
    async renewArrivals(open, until) {
      await arrivals.bulkWrite(
        open.map(({ _id, session, code }) => ({
          updateOne: {
            filter: { _id },
            update: { $set: { session, code, until } },
            upsert: true,
          },
        })),
      );
    },
    async setReady(_id, ready) {
      await arrivals.updateOne({ _id }, { $set: ready });
    },
    watch: (onChange) => watchStage(connection, onChange),
  };
}

const WATCHED = ['stage_people', 'stage_states', 'stage_hands', 'stage_arrivals'];

interface Change {
  documentKey?: { _id?: unknown };
}

/** The session of a document's key: states are keyed by it, all others begin with it. */
const sessionIn = ({ documentKey }: Change): string | undefined => {
  const id = documentKey?._id;
  return typeof id === 'string' ? id.split(':')[0] : undefined;
};

const watchStage = (connection: Connection, onChange: (session: string) => void): WatchedStream => {
  const stream = connection.watch([{ $match: { 'ns.coll': { $in: WATCHED } } }]);
  stream.on('change', (change: Change) => {
    const session = sessionIn(change);
    if (session) onChange(session);
  });
  return stream;
};
