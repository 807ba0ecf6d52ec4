// The only user of the amendments' model. Leaves are added only; what changes is `appliedAt`.
import type { ClientSession, Connection } from '../core/database.ts';
import { type AmendmentDocument, amendmentModel } from './amendment-model.ts';

export interface AmendmentStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when somebody amended the same signature at the same moment. */
  insert(amendment: AmendmentDocument, transaction: ClientSession): Promise<void>;
  /** Of one signature, in their order. */
  listOf(signature: string): Promise<AmendmentDocument[]>;
  /** Of a session at or after `since`, in the order of the log. */
  list(session: string, since?: Date): Promise<AmendmentDocument[]>;
  count(session: string): Promise<number>;
  setApplied(id: string, at: Date): Promise<void>;
  /** Made before `limit`: what certificates have not followed, and all that was made since `again`. */
  listToFollow(limit: Date, again: Date): Promise<AmendmentDocument[]>;
}

/** The store on this connection. */
export function createAmendmentStore(connection: Connection): AmendmentStore {
  const model = amendmentModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(amendment, session) {
      await model.insertMany([amendment], { session });
    },
    listOf: (signature) => model.find({ signature }).sort({ number: 1 }).lean(),
    list: (session, since = new Date(0)) =>
      model
        .find({ session, at: { $gte: since } })
        .sort({ at: 1, number: 1, _id: 1 })
        .lean(),
    count: (session) => model.countDocuments({ session }),
    async setApplied(_id, appliedAt) {
      await model.updateOne({ _id, appliedAt: null }, { $set: { appliedAt } });
    },
    listToFollow: (limit, again) =>
      model
        .find({ at: { $lt: limit }, $or: [{ appliedAt: null }, { at: { $gte: again } }] })
        .sort({ at: 1, number: 1 })
        .lean(),
  };
}
