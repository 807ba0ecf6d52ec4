// Using a one-time link: the link, the account, its sign-in and the audit change together.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { StaffRole } from '../http/visitor.ts';
import { checkPassword, parseLogin, parseStaffName } from './account-rules.ts';
import type { Account, AccountStore } from './account-store.ts';
import type { StaffLink, StaffLinks } from './links.ts';
import { hashPassword } from './passwords.ts';
import type { Credentials, SignInService } from './sign-in-service.ts';
import type { StaffSessions } from './staff-sessions.ts';

export interface LinkService {
  /** What the link gives, consuming nothing. Throws LINK_INVALID when forged, over or used. */
  read(token: string): Promise<StaffLink>;
  /**
   * Makes an account of the link's role and signs it in; resolves to the cookie's token. Throws
   * LINK_INVALID, LOGIN_FORMAT, NAME_*, PASSWORD_SHORT, ACCOUNT_EXISTS; then nothing has changed.
   */
  createAccount(token: string, input: Credentials & { name: string }): Promise<string>;
  /** The same for an account that exists; a host becomes an owner, never the other way. */
  joinAccount(token: string, input: Credentials): Promise<string>;
}

export interface LinkServiceParts {
  database: Database;
  clock: Clock;
  random: RandomSource;
  audit: Audit;
  accounts: {
    store: AccountStore;
    links: StaffLinks;
    sessions: StaffSessions;
    signIn: SignInService;
  };
}

const REMEMBER_MS = 30 * 24 * 60 * 60 * 1000;

/** The account that a form describes. Throws LOGIN_FORMAT, NAME_* or PASSWORD_SHORT. */
async function newAccount(
  input: Credentials & { name: string },
  role: StaffRole,
  { clock, random }: Pick<LinkServiceParts, 'clock' | 'random'>,
): Promise<Account> {
  const [login, name] = [parseLogin(input.login), parseStaffName(input.name)];
  checkPassword(input.password);
  return {
    _id: newId(random),
    schemaVersion: 1,
    login,
    name,
    passwordHash: await hashPassword(input.password),
    role,
    createdAt: clock.now(),
    disabledAt: null,
  };
}

const actorOf = ({ _id, name }: Account): AuditActor => ({ kind: 'staff', id: _id, label: name });

export function createLinkService(parts: LinkServiceParts): LinkService {
  const { database, clock, random, audit } = parts;
  const { store, links, sessions, signIn } = parts.accounts;

  const read = async (token: string): Promise<StaffLink> => {
    const link = links.read(token);
    if (!link || (await store.hasUsedLink(link.jti))) throw new AppError('LINK_INVALID');
    return link;
  };

  const consume = async (
    link: StaffLink,
    account: Account,
    address: string,
    transaction: ClientSession,
  ) => {
    const usedAt = clock.now();
    const forgetAt = new Date(usedAt.getTime() + REMEMBER_MS);
    const used = { _id: link.jti, account: account._id, usedAt, forgetAt };
    await store.insertUsedLink(used, transaction);
    const actor = actorOf(account);
    const data = { ...link, account: account._id };
    await audit.write({ event: 'link.used', data, actor, address }, transaction);
  };

  return {
    read,
    async createAccount(token, input) {
      const link = await read(token);
      const account = await newAccount(input, link.role, { clock, random });
      return database.transaction(async (transaction) => {
        await consume(link, account, input.address, transaction);
        await store.insertAccount(account, transaction);
        const actor = actorOf(account);
        const data = { account: account._id, role: link.role };
        const event = { event: 'account.created', data, actor, address: input.address } as const;
        await audit.write(event, transaction);
        return sessions.begin(account._id, transaction);
      });
    },
    async joinAccount(token, input) {
      const link = await read(token);
      const account = await signIn.authenticate(input);
      return database.transaction(async (transaction) => {
        await consume(link, account, input.address, transaction);
        if (link.role === 'owner') await store.setRole(account._id, 'owner', transaction);
        return sessions.begin(account._id, transaction);
      });
    },
  };
}
