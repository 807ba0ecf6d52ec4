// What is written of an account's second factor: each a conditional write on its one document, so
// that of two who send the same code one is let in.
import type { Model } from 'mongoose';
import type { ClientSession } from '../core/database.ts';
import type { Account, SecondFactor } from './account-model.ts';

export interface FactorStore {
  /** Keeps a secret that is being shown; false when there is a second factor already. */
  offerSecret(id: string, secret: string): Promise<boolean>;
  /** The second factor, from the secret that was offered; false when another was faster. */
  addFactor(id: string, factor: SecondFactor, transaction: ClientSession): Promise<boolean>;
  removeFactor(id: string, transaction: ClientSession): Promise<boolean>;
  replaceRecovery(id: string, hashes: string[], transaction: ClientSession): Promise<boolean>;
  /** Uses up a time step and all before it; false when it was used. */
  useStep(id: string, step: number): Promise<boolean>;
  /** Uses up a recovery code; how many are left, or undefined when there is no such one. */
  useRecovery(id: string, hash: string, transaction: ClientSession): Promise<number | undefined>;
  /** Counts one more attempt in the window that began after `windowStart`; the attempts in it. */
  countAttempt(id: string, at: Date, windowStart: Date): Promise<number>;
  forgetAttempts(id: string): Promise<void>;
}

export function factorStoreOn(accounts: Model<Account>): FactorStore {
  const changed = async (result: Promise<{ modifiedCount: number }>) =>
    (await result).modifiedCount === 1;
  const none = { secondFactor: { $exists: false } };
  const some = { secondFactor: { $exists: true } };
  return {
    offerSecret: (_id, offeredSecret) =>
      changed(accounts.updateOne({ _id, ...none }, { $set: { offeredSecret } })),
    addFactor: (_id, secondFactor, session) =>
      changed(
        accounts.updateOne(
          { _id, ...none, offeredSecret: secondFactor.secret },
          { $set: { secondFactor }, $unset: { offeredSecret: 1 } },
          { session },
        ),
      ),
    removeFactor: (_id, session) =>
      changed(accounts.updateOne({ _id, ...some }, { $unset: { secondFactor: 1 } }, { session })),
    replaceRecovery: (_id, recovery, session) =>
      changed(
        accounts.updateOne(
          { _id, ...some },
          { $set: { 'secondFactor.recovery': recovery } },
          { session },
        ),
      ),
    useStep: (_id, step) =>
      changed(
        accounts.updateOne(
          { _id, 'secondFactor.lastStep': { $lt: step } },
          { $set: { 'secondFactor.lastStep': step } },
        ),
      ),
    async useRecovery(_id, hash, session) {
      const found = await accounts
        .findOneAndUpdate(
          { _id, 'secondFactor.recovery': hash },
          { $pull: { 'secondFactor.recovery': hash } },
          { session, returnDocument: 'after' },
        )
        .lean();
      return found?.secondFactor?.recovery.length;
    },
    async countAttempt(_id, at, windowStart) {
      const isOld = { $lte: [{ $ifNull: ['$codeAttempts.since', new Date(0)] }, windowStart] };
      const begun = { count: 1, since: at };
      const more = {
        count: { $add: ['$codeAttempts.count', 1] },
        since: '$codeAttempts.since',
      };
      const change = [{ $set: { codeAttempts: { $cond: [isOld, begun, more] } } }];
      const options = { returnDocument: 'after', updatePipeline: true } as const;
      const found = await accounts.findOneAndUpdate({ _id }, change, options).lean();
      return found?.codeAttempts?.count ?? 0;
    },
    async forgetAttempts(_id) {
      await accounts.updateOne({ _id }, { $unset: { codeAttempts: 1 } });
    },
  };
}
