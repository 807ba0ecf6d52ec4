// The only user of the model of calls. Append-only: nothing is changed or deleted here.
import type { ClientSession, Connection } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { type RegionCall, regionCallModel } from './call-model.ts';

export interface CallStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the region has a call of this number. */
  insert(call: RegionCall, transaction: ClientSession): Promise<void>;
  /** The number of a region's last call; 0 when it has none. */
  lastNumber(session: string, region: string, transaction: ClientSession): Promise<number>;
  /** The last call of each region of a session. */
  listLast(session: string): Promise<RegionCall[]>;
  /** A region's calls, the newest first. */
  listOfRegion(session: string, region: string): Promise<RegionCall[]>;
  /** Opens a stream that calls `onCall` with the session of each new call, of any process. */
  watch(onCall: (session: string) => void): WatchedStream;
}

/** The store on this connection. */
export function createCallStore(connection: Connection): CallStore {
  const model = regionCallModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(call, session) {
      await model.insertMany([call], { session });
    },
    async lastNumber(session, region, transaction) {
      const filter = { session, region };
      const last = await model
        .findOne(filter, { number: 1 }, { session: transaction })
        .sort({ number: -1 })
        .lean();
      return last?.number ?? 0;
    },
    async listLast(session) {
      return model.aggregate<RegionCall>([
        { $match: { session } },
        { $sort: { region: 1, number: -1 } },
        { $group: { _id: '$region', last: { $first: '$$ROOT' } } },
        { $replaceRoot: { newRoot: '$last' } },
      ]);
    },
    listOfRegion: (session, region) => model.find({ session, region }).sort({ number: -1 }).lean(),
    watch(onCall) {
      const stream = model.watch([{ $match: { operationType: 'insert' } }]);
      stream.on('change', (change: { fullDocument?: RegionCall }) => {
        if (change.fullDocument) onCall(change.fullDocument.session);
      });
      return stream;
    },
  };
}
