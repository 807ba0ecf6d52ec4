// The user of the accounts' and used links' models; returns plain objects.
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import type { Grant } from '../http/staff-roles.ts';
import { type Account, accountModel } from './account-model.ts';
import { type FactorStore, factorStoreOn } from './factor-store.ts';
import { type UsedLink, usedLinkModel } from './used-link-model.ts';

export type { Account, UsedLink };

export interface AccountStore extends FactorStore {
  ensureIndexes(): Promise<void>;
  /** Throws ACCOUNT_EXISTS when the login is taken. */
  insertAccount(account: Account, transaction: ClientSession): Promise<void>;
  findAccount(id: string, transaction?: ClientSession): Promise<Account | undefined>;
  findByLogin(login: string): Promise<Account | undefined>;
  listAccounts(): Promise<Account[]>;
  countOwners(): Promise<number>;
  /**
   * Marks the owners of `campaign` who can sign in and says how many they are. Two transactions
   * that mark the same ones exclude each other, so that no two can each leave the other's as the
   * last.
   */
  markOwners(campaign: string, at: Date, transaction: ClientSession): Promise<number>;
  setGrants(id: string, grants: Grant[], transaction: ClientSession): Promise<void>;
  /** A new password, and no second factor any more. False when the account is disabled. */
  renew(
    id: string,
    change: { passwordHash: string; at: Date },
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Another password in place of the one with hash `from`; false when that is no longer it. */
  setPassword(
    id: string,
    change: { from: string; to: string; at: Date },
    transaction: ClientSession,
  ): Promise<boolean>;
  /** False when the account is unknown or disabled already. */
  disable(id: string, at: Date, transaction: ClientSession): Promise<boolean>;
  hasUsedLink(id: string): Promise<boolean>;
  /** Throws LINK_INVALID when the link was used before. */
  insertUsedLink(link: UsedLink, transaction: ClientSession): Promise<void>;
}

const refuseDuplicate = (code: 'ACCOUNT_EXISTS' | 'LINK_INVALID') => (error: unknown) => {
  throw isDuplicateKey(error) ? new AppError(code, {}, error) : error;
};
const ownersOf = (campaign: string) => ({
  disabledAt: null,
  grants: { $elemMatch: { campaign, role: 'owner' } },
});

/** The store on this connection. */
export function createAccountStore(connection: Connection): AccountStore {
  const accounts = accountModel(connection);
  const links = usedLinkModel(connection);
  return {
    ...factorStoreOn(accounts),
    async ensureIndexes() {
      for (const model of [accounts, links]) await model.createIndexes();
    },
    async insertAccount(account, session) {
      await accounts.insertMany([account], { session }).catch(refuseDuplicate('ACCOUNT_EXISTS'));
    },
    findAccount: async (id, session) =>
      (await accounts.findById(id, null, session ? { session } : {}).lean()) ?? undefined,
    findByLogin: async (login) => (await accounts.findOne({ login }).lean()) ?? undefined,
    listAccounts: () => accounts.find().sort({ createdAt: 1 }).lean(),
    countOwners: () => accounts.countDocuments({ disabledAt: null, 'grants.role': 'owner' }),
    markOwners: async (campaign, countedAt, session) =>
      (await accounts.updateMany(ownersOf(campaign), { $set: { countedAt } }, { session }))
        .matchedCount,
    async setGrants(id, grants, session) {
      await accounts.updateOne({ _id: id }, { $set: { grants } }, { session });
    },
    async renew(id, { passwordHash, at }, session) {
      const change = {
        $set: { passwordHash, passwordAt: at },
        $unset: { secondFactor: 1, offeredSecret: 1, codeAttempts: 1 },
      } as const;
      const result = await accounts.updateOne({ _id: id, disabledAt: null }, change, { session });
      return result.modifiedCount === 1;
    },
    async setPassword(id, { from, to, at }, session) {
      const own = { _id: id, passwordHash: from, disabledAt: null };
      const change = { $set: { passwordHash: to, passwordAt: at } };
      return (await accounts.updateOne(own, change, { session })).modifiedCount === 1;
    },
    async disable(id, at, session) {
      const change = { $set: { disabledAt: at } };
      const result = await accounts.updateOne({ _id: id, disabledAt: null }, change, { session });
      return result.modifiedCount === 1;
    },
    hasUsedLink: async (id) => (await links.exists({ _id: id })) !== null,
    async insertUsedLink(link, session) {
      await links.insertMany([link], { session }).catch(refuseDuplicate('LINK_INVALID'));
    },
  };
}
