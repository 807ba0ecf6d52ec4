// The only user of the three models of this domain; returns plain objects.
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import type { StaffRole } from '../http/visitor.ts';
import { type Account, accountModel } from './account-model.ts';
import { type StaffSession, staffSessionModel } from './staff-session-model.ts';
import { type UsedLink, usedLinkModel } from './used-link-model.ts';

export type { Account, StaffSession, UsedLink };

export interface AccountStore {
  ensureIndexes(): Promise<void>;
  /** Throws ACCOUNT_EXISTS when the login is taken. */
  insertAccount(account: Account, transaction: ClientSession): Promise<void>;
  findAccount(id: string): Promise<Account | undefined>;
  findByLogin(login: string): Promise<Account | undefined>;
  listAccounts(): Promise<Account[]>;
  countOwners(): Promise<number>;
  /**
   * Marks the owners who can sign in and says how many they are. Two transactions that mark the
   * same ones exclude each other, so that no two can each leave the other's as the last.
   */
  markOwners(at: Date, transaction: ClientSession): Promise<number>;
  setRole(id: string, role: StaffRole, transaction: ClientSession): Promise<void>;
  /** False when the account is unknown or disabled already. */
  disable(id: string, at: Date, transaction: ClientSession): Promise<boolean>;
  insertSession(session: StaffSession, transaction?: ClientSession): Promise<void>;
  findSession(id: string): Promise<StaffSession | undefined>;
  removeSession(id: string): Promise<void>;
  removeSessionsOf(account: string, transaction: ClientSession): Promise<void>;
  hasUsedLink(id: string): Promise<boolean>;
  /** Throws LINK_INVALID when the link was used before. */
  insertUsedLink(link: UsedLink, transaction: ClientSession): Promise<void>;
}

const refuseDuplicate = (code: 'ACCOUNT_EXISTS' | 'LINK_INVALID') => (error: unknown) => {
  throw isDuplicateKey(error) ? new AppError(code, {}, error) : error;
};

/** The store on this connection. */
export function createAccountStore(connection: Connection): AccountStore {
  const accounts = accountModel(connection);
  const sessions = staffSessionModel(connection);
  const links = usedLinkModel(connection);
  const owners = { role: 'owner', disabledAt: null } as const;
  return {
    async ensureIndexes() {
      for (const model of [accounts, sessions, links]) await model.createIndexes();
    },
    async insertAccount(account, session) {
      await accounts.insertMany([account], { session }).catch(refuseDuplicate('ACCOUNT_EXISTS'));
    },
    findAccount: async (id) => (await accounts.findById(id).lean()) ?? undefined,
    findByLogin: async (login) => (await accounts.findOne({ login }).lean()) ?? undefined,
    listAccounts: () => accounts.find().sort({ createdAt: 1 }).lean(),
    countOwners: () => accounts.countDocuments(owners),
    markOwners: async (countedAt, session) =>
      (await accounts.updateMany(owners, { $set: { countedAt } }, { session })).matchedCount,
    async setRole(id, role, session) {
      await accounts.updateOne({ _id: id }, { $set: { role } }, { session });
    },
    async disable(id, at, session) {
      const change = { $set: { disabledAt: at } };
      const result = await accounts.updateOne({ _id: id, disabledAt: null }, change, { session });
      return result.modifiedCount === 1;
    },
    async insertSession(document, session) {
      await sessions.insertMany([document], session ? { session } : {});
    },
    findSession: async (id) => (await sessions.findById(id).lean()) ?? undefined,
    async removeSession(id) {
      await sessions.deleteOne({ _id: id });
    },
    async removeSessionsOf(account, session) {
      await sessions.deleteMany({ account }, { session });
    },
    hasUsedLink: async (id) => (await links.exists({ _id: id })) !== null,
    async insertUsedLink(link, session) {
      await links.insertMany([link], { session }).catch(refuseDuplicate('LINK_INVALID'));
    },
  };
}
