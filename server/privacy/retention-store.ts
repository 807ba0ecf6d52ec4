// The only user of the retention rules' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type RetentionRule, retentionModel } from './retention-model.ts';

export interface RetentionStore {
  find(campaign: string): Promise<RetentionRule | undefined>;
  list(): Promise<RetentionRule[]>;
  /** Puts the next revision in the place of the one before; false when somebody was first. */
  replace(rule: RetentionRule, transaction: ClientSession): Promise<boolean>;
}

/** The store on this connection. */
export function createRetentionStore(connection: Connection): RetentionStore {
  const model = retentionModel(connection);
  return {
    find: async (campaign) => (await model.findById(campaign).lean()) ?? undefined,
    list: () => model.find().lean(),
    async replace({ _id, ...rule }, session) {
      if (rule.revision === 1) {
        // A second first one fails by its _id, and the whole transaction with it.
        await model.insertMany([{ _id, ...rule }], { session });
        return true;
      }
      const before = { _id, revision: rule.revision - 1 };
      return (await model.updateOne(before, { $set: rule }, { session })).modifiedCount === 1;
    },
  };
}
