// The only user of the erasures' model. A state changes by a conditional write on the one before.
import type { AuditActor } from '../audit/index.ts';
import type { ClientSession, Connection } from '../core/database.ts';
import { type Erasure, erasureModel } from './erasure-model.ts';

/** Who decided, and what is told to the person. */
export interface Decision {
  state: 'approved' | 'refused';
  by: AuditActor;
  at: Date;
  reason: string;
}

export interface ErasureStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the person has an open one, or the rule was begun for that session. */
  insert(erasure: Erasure, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Erasure | undefined>;
  findByReceipt(receipt: string): Promise<Erasure | undefined>;
  /** A person's, newest first. */
  listOfPerson(registration: string): Promise<Erasure[]>;
  /** A campaign's, newest first. */
  listOfCampaign(campaign: string, limit: number): Promise<Erasure[]>;
  countWaiting(campaign: string): Promise<number>;
  /** False when it no longer waits. */
  decide(id: string, decision: Decision, transaction: ClientSession): Promise<boolean>;
  withdraw(id: string, at: Date, transaction: ClientSession): Promise<boolean>;
  /** To be carried out, and those done after `since`: looked over once more. */
  listDue(since: Date): Promise<Erasure[]>;
  begin(id: string, at: Date): Promise<void>;
  /** Adds to what a step has changed, with the change itself. */
  count(id: string, step: string, changed: number, transaction: ClientSession): Promise<void>;
  /** False when it was done before. */
  finish(id: string, at: Date, transaction: ClientSession): Promise<boolean>;
  /** Whether a rule was begun for a session. */
  hasRule(session: string, revision: number): Promise<boolean>;
}

/** The store on this connection. */
export function createErasureStore(connection: Connection): ErasureStore {
  const model = erasureModel(connection);
  const changed = (result: { modifiedCount: number }) => result.modifiedCount === 1;
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(erasure, session) {
      await model.insertMany([erasure], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    findByReceipt: async (receipt) => (await model.findOne({ receipt }).lean()) ?? undefined,
    listOfPerson: (registration) => model.find({ registration }).sort({ askedAt: -1 }).lean(),
    listOfCampaign: (campaign, limit) =>
      model.find({ campaign }).sort({ askedAt: -1 }).limit(limit).lean(),
    countWaiting: (campaign) => model.countDocuments({ campaign, state: 'asked' }),
    async decide(_id, { state, by, at, reason }, session) {
      const $set = { state, decidedBy: by, decidedAt: at, reason, open: state === 'approved' };
      return changed(await model.updateOne({ _id, state: 'asked' }, { $set }, { session }));
    },
    async withdraw(_id, at, session) {
      const $set = { state: 'withdrawn', decidedAt: at, open: false };
      return changed(await model.updateOne({ _id, state: 'asked' }, { $set }, { session }));
    },
    listDue: (since) =>
      model
        .find({ $or: [{ state: 'approved' }, { state: 'done', doneAt: { $gte: since } }] })
        .sort({ askedAt: 1 })
        .lean(),
    async begin(_id, startedAt) {
      await model.updateOne({ _id, startedAt: null }, { $set: { startedAt } });
    },
    async count(_id, step, by, session) {
      await model.updateOne({ _id }, { $inc: { [`counts.${step}`]: by } }, { session });
    },
    async finish(_id, doneAt, session) {
      const $set = { state: 'done', doneAt, open: false };
      return changed(await model.updateOne({ _id, state: 'approved' }, { $set }, { session }));
    },
    hasRule: async (session, revision) =>
      (await model.exists({ session, revision, rule: 'retention' })) !== null,
  };
}
