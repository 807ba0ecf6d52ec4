// The only user of the program tokens' model; returns plain objects.
import type { ClientSession, Connection } from '../core/database.ts';
import { type ProgramToken, programTokenModel } from './program-token-model.ts';

export type { ProgramToken };

export interface ProgramTokenStore {
  ensureIndexes(): Promise<void>;
  insert(token: ProgramToken, transaction: ClientSession): Promise<void>;
  findByHash(hash: string): Promise<ProgramToken | undefined>;
  /** The newest first. */
  listOf(account: string): Promise<ProgramToken[]>;
  /** Notes a use, where the last one noted is before `unless`. */
  touch(id: string, at: Date, unless: Date): Promise<void>;
  /** Ends a token of this account; false when it has none such. */
  remove(id: string, account: string, transaction: ClientSession): Promise<boolean>;
  /** Ends all of the account's. */
  removeOf(account: string, transaction: ClientSession): Promise<void>;
}

/** The store on this connection. */
export function createProgramTokenStore(connection: Connection): ProgramTokenStore {
  const model = programTokenModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(token, session) {
      await model.insertMany([token], { session });
    },
    findByHash: async (hash) => (await model.findOne({ hash }).lean()) ?? undefined,
    listOf: (account) => model.find({ account }).sort({ createdAt: -1 }).lean(),
    async touch(_id, lastUsedAt, unless) {
      const isDue = { $or: [{ lastUsedAt: { $exists: false } }, { lastUsedAt: { $lt: unless } }] };
      await model.updateOne({ _id, ...isDue }, { $set: { lastUsedAt } });
    },
    remove: async (_id, account, session) =>
      (await model.deleteOne({ _id, account }, { session })).deletedCount === 1,
    async removeOf(account, session) {
      await model.deleteMany({ account }, { session });
    },
  };
}
