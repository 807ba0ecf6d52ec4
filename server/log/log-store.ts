// The only user of the log's models: it adds and reads; there is no update and no delete.
import type { Connection } from '../core/database.ts';
import {
  type EntryDocument,
  entryModel,
  type HeadDocument,
  headModel,
  type TimestampDocument,
  timestampModel,
} from './log-model.ts';

export interface LogStore {
  ensureIndexes(): Promise<void>;
  /**
   * Inserts in order, durable at a majority, and stops at the first refusal: what is stored is
   * always a beginning of what was given. Rejects with E11000 when a place or a source is taken.
   */
  insertEntries(entries: EntryDocument[]): Promise<void>;
  /** Rejects with E11000 when there is a head of this size or one that follows the same head. */
  insertHead(head: HeadDocument): Promise<void>;
  /** In order from a sequence on, at most `limit` when given. */
  readEntries(session: string, from: number, limit?: number): AsyncIterable<EntryDocument>;
  countEntries(session: string): Promise<number>;
  /** Sessions that have a head. */
  sessions(): Promise<string[]>;
  newestHead(session: string): Promise<HeadDocument | undefined>;
  findHead(session: string, size: number): Promise<HeadDocument | undefined>;
  /** Oldest first. */
  listHeads(session: string, from: number, limit?: number): Promise<HeadDocument[]>;
  /** Does nothing when the head has one. */
  insertTimestamp(timestamp: TimestampDocument): Promise<void>;
  newestTimestamp(session: string): Promise<TimestampDocument | undefined>;
  /** The stamp of the first stamped head of at least this size. */
  timestampFrom(session: string, size: number): Promise<TimestampDocument | undefined>;
  listTimestamps(session: string): Promise<TimestampDocument[]>;
}

const durable = { writeConcern: { w: 'majority', journal: true } } as const;

/** The store on this connection. */
export function createLogStore(connection: Connection): LogStore {
  const models = {
    entries: entryModel(connection),
    heads: headModel(connection),
    timestamps: timestampModel(connection),
  };
  const entries = connection.collection<EntryDocument>(nameOf(models.entries));
  const heads = connection.collection<HeadDocument>(nameOf(models.heads));
  return {
    async ensureIndexes() {
      for (const model of Object.values(models)) await model.createIndexes();
    },
    async insertEntries(documents) {
      await entries.insertMany(documents, { ordered: true, ...durable });
    },
    async insertHead(head) {
      await models.heads.insertMany([head]);
    },
    readEntries: (session, from, limit) =>
      entries
        .find({ session, sequence: { $gte: from } })
        .sort({ sequence: 1 })
        .limit(limit ?? 0)
        .batchSize(1_000),
    countEntries: (session) => models.entries.countDocuments({ session }),
    sessions: () => models.heads.distinct('session'),
    // The driver's own reads for what every proof asks.
    newestHead: async (session) =>
      (await heads.findOne({ session }, { sort: { size: -1 } })) ?? undefined,
    findHead: async (session, size) => (await heads.findOne({ session, size })) ?? undefined,
    listHeads: (session, from, limit = 0) =>
      models.heads
        .find({ session, size: { $gte: from } })
        .sort({ size: 1 })
        .limit(limit)
        .lean(),
    ...timestampsOf(models.timestamps),
  };
}

const nameOf = (model: { collection: { collectionName: string } }): string =>
  model.collection.collectionName;

const timestampsOf = (model: ReturnType<typeof timestampModel>) => ({
  async insertTimestamp({ _id, ...rest }: TimestampDocument) {
    await model.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
  },
  newestTimestamp: async (session: string) =>
    plain(await model.findOne({ session }).sort({ size: -1 }).lean()),
  timestampFrom: async (session: string, size: number) =>
    plain(
      await model
        .findOne({ session, size: { $gte: size } })
        .sort({ size: 1 })
        .lean(),
    ),
  listTimestamps: async (session: string) =>
    (await model.find({ session }).sort({ size: 1 }).lean()).flatMap((one) => plain(one) ?? []),
});

/** Read leanly, bytes come as the driver's Binary. */
const plain = (found: TimestampDocument | null): TimestampDocument | undefined =>
  found ? { ...found, token: Buffer.from(bytesOf(found.token)) } : undefined;

const bytesOf = (token: Buffer | { buffer: Uint8Array }): Uint8Array =>
  Buffer.isBuffer(token) ? token : token.buffer;
