// The only user of the staff sessions' model; returns plain objects.
import type { ClientSession, Connection } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { type StaffSession, staffSessionModel } from './staff-session-model.ts';

export type { StaffSession };

export interface StaffSessionStore {
  ensureIndexes(): Promise<void>;
  insert(session: StaffSession, transaction?: ClientSession): Promise<void>;
  find(id: string): Promise<StaffSession | undefined>;
  /** The newest use first. */
  listOf(account: string): Promise<StaffSession[]>;
  /** Notes a use, where the last one noted is before `unless`. */
  touch(id: string, at: Date, unless: Date): Promise<void>;
  remove(id: string): Promise<void>;
  /** Ends one sign-in of this account; false when it has none such. */
  removeOne(id: string, account: string, transaction: ClientSession): Promise<boolean>;
  /** Ends all of the account's, but the one that is to stay. */
  removeOf(account: string, transaction: ClientSession, but?: string): Promise<void>;
  /** Opens a stream that calls `onEnded` with the id of each sign-in that is gone. */
  watchEnds(onEnded: (id: string) => void): WatchedStream;
}

/** The store on this connection. */
export function createStaffSessionStore(connection: Connection): StaffSessionStore {
  const model = staffSessionModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(document, session) {
      await model.insertMany([document], session ? { session } : {});
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    listOf: (account) => model.find({ account }).sort({ lastUsedAt: -1, createdAt: -1 }).lean(),
    async touch(_id, lastUsedAt, unless) {
      const isDue = { $or: [{ lastUsedAt: { $exists: false } }, { lastUsedAt: { $lt: unless } }] };
      await model.updateOne({ _id, ...isDue }, { $set: { lastUsedAt } });
    },
    async remove(id) {
      await model.deleteOne({ _id: id });
    },
    removeOne: async (_id, account, session) =>
      (await model.deleteOne({ _id, account }, { session })).deletedCount === 1,
    async removeOf(account, session, but) {
      await model.deleteMany({ account, ...(but && { _id: { $ne: but } }) }, { session });
    },
    watchEnds(onEnded) {
      const stream = model.watch([{ $match: { operationType: 'delete' } }]);
      stream.on('change', (event: { documentKey?: { _id: string } }) => {
        if (event.documentKey) onEnded(event.documentKey._id);
      });
      return stream;
    },
  };
}
