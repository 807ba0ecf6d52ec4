// Using a one-time link: the link, the account, its sign-in and the audit change together.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { type Grant, isAtLeast } from '../http/staff-roles.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import { checkPassword, parseLogin, parseStaffName } from './account-rules.ts';
import type { Account, AccountStore } from './account-store.ts';
import type { StaffLink, StaffLinks } from './links.ts';
import { hashPassword } from './passwords.ts';
import type { ProgramTokenStore } from './program-token-store.ts';
import type { SecondFactorService } from './second-factor-service.ts';
import type { Credentials, From, SignInService } from './sign-in-service.ts';
import { owns, reaches } from './staff-service.ts';
import type { StaffSessionStore } from './staff-session-store.ts';
import type { StaffSessions } from './staff-sessions.ts';

export interface LinkService {
  /**
   * What the link gives, consuming nothing. Throws LINK_INVALID when forged, over or used, or when
   * whoever made it may no longer give that.
   */
  read(token: string): Promise<StaffLink>;
  /**
   * Makes an account of the link's role and signs it in; resolves to the cookie's token. Throws
   * LINK_INVALID, LOGIN_FORMAT, NAME_*, PASSWORD_SHORT, ACCOUNT_EXISTS; then nothing has changed.
   */
  createAccount(token: string, input: Credentials & { name: string }): Promise<string>;
  /** The same for an account that exists: a role becomes a stronger one, never a weaker. */
  joinAccount(token: string, input: Credentials & { code: string }): Promise<string>;
  /** The login whose recovery the link is for. Throws LINK_INVALID. */
  readRecovery(token: string): Promise<string>;
  /**
   * A new password; the second factor, all sign-ins and tokens for programs end. Resolves to the
   * cookie's token. Throws LINK_INVALID, PASSWORD_SHORT; then nothing has changed.
   */
  recover(token: string, input: From & { password: string }): Promise<string>;
}

export interface LinkServiceParts {
  database: Database;
  clock: Clock;
  random: RandomSource;
  audit: Audit;
  links: StaffLinks;
  accounts: {
    store: AccountStore;
    sessionStore: StaffSessionStore;
    sessions: StaffSessions;
    signIn: SignInService;
    factors: SecondFactorService;
    tokens: Pick<ProgramTokenStore, 'removeOf'>;
  };
}

const REMEMBER_MS = 30 * 24 * 60 * 60 * 1000;

/** The account that a form describes. Throws LOGIN_FORMAT, NAME_* or PASSWORD_SHORT. */
async function newAccount(
  input: Credentials & { name: string },
  { campaign, role }: Grant,
  { clock, random }: Pick<LinkServiceParts, 'clock' | 'random'>,
): Promise<Account> {
  const [login, name] = [parseLogin(input.login), parseStaffName(input.name)];
  checkPassword(input.password);
  return {
    _id: newId(random),
    schemaVersion: 2,
    login,
    name,
    passwordHash: await hashPassword(input.password),
    grants: [{ campaign, role }],
    createdAt: clock.now(),
    disabledAt: null,
  };
}

const actorOf = ({ _id, name }: Account): AuditActor => ({ kind: 'staff', id: _id, label: name });

/** The grants with one more; what is there and stronger stays. */
export function withGrant(grants: readonly Grant[], added: Grant): Grant[] {
  const before = grants.find(({ campaign }) => campaign === added.campaign);
  if (before && isAtLeast(before.role, added.role)) return [...grants];
  const others = grants.filter((one) => one !== before);
  return [...others, { campaign: added.campaign, role: added.role }];
}

export function createLinkService(parts: LinkServiceParts): LinkService {
  const { database, audit, links } = parts;
  const { store, sessions, signIn, factors } = parts.accounts;

  const read = async (token: string): Promise<StaffLink> => {
    const link = links.read(token);
    if (!link || (await store.hasUsedLink(link.jti))) throw new AppError('LINK_INVALID');
    const holds = await makerHolds(store, link, (maker) => owns(maker, link.campaign));
    if (!holds) throw new AppError('LINK_INVALID');
    return link;
  };
  const consume = async (
    { jti, role, campaign }: StaffLink,
    account: Account,
    address: string,
    transaction: ClientSession,
  ) => {
    await store.insertUsedLink(usedLink(jti, account, parts.clock), transaction);
    const data = { jti, role, campaign, account: account._id };
    await audit.write({ event: 'link.used', data, actor: actorOf(account), address }, transaction);
  };

  return {
    read,
    async createAccount(token, input) {
      const link = await read(token);
      const account = await newAccount(input, link, parts);
      return database.transaction(async (transaction) => {
        await consume(link, account, input.address, transaction);
        await store.insertAccount(account, transaction);
        const actor = actorOf(account);
        const data = { account: account._id, role: link.role, campaign: link.campaign };
        const event = { event: 'account.created', data, actor, address: input.address } as const;
        await audit.write(event, transaction);
        return sessions.begin(account._id, input.userAgent, transaction);
      });
    },
    async joinAccount(token, input) {
      const link = await read(token);
      const account = await signIn.authenticate(input);
      if (account.secondFactor) await factors.check(account, input.code, input.address);
      return database.transaction(async (transaction) => {
        await consume(link, account, input.address, transaction);
        const now = (await store.findAccount(account._id, transaction)) ?? account;
        await store.setGrants(account._id, withGrant(now.grants, link), transaction);
        return sessions.begin(account._id, input.userAgent, transaction);
      });
    },
    ...recoveryOf(parts),
  };
}

type Maker = Pick<StaffIdentity, 'account' | 'grants'>;

/** Whether whoever made a link may still do what it does; one made on the machine always may. */
async function makerHolds(
  store: AccountStore,
  { by }: { by?: string | undefined },
  may: (maker: Maker) => boolean,
): Promise<boolean> {
  if (by === undefined) return true;
  const maker = await store.findAccount(by);
  return !!maker && !maker.disabledAt && may({ account: by, grants: maker.grants });
}

const usedLink = (jti: string, account: Account, clock: Clock) => {
  const usedAt = clock.now();
  const forgetAt = new Date(usedAt.getTime() + REMEMBER_MS);
  return { _id: jti, account: account._id, usedAt, forgetAt };
};

const recoveryOf = ({
  database,
  clock,
  audit,
  links,
  accounts: { store, sessionStore, sessions, tokens },
}: LinkServiceParts): Pick<LinkService, 'readRecovery' | 'recover'> => {
  const read = async (token: string) => {
    const link = links.readRecovery(token);
    const account = link && (await store.findByLogin(link.login));
    const isOver =
      !link ||
      !account ||
      account.disabledAt !== null ||
      (account.passwordAt && account.passwordAt.getTime() >= link.madeAt) ||
      (await store.hasUsedLink(link.jti)) ||
      // The account may have got a role since that its maker has no power over.
      !(await makerHolds(store, link, (maker) => reaches(maker, account)));
    if (isOver) throw new AppError('LINK_INVALID');
    return { jti: link.jti, account };
  };
  return {
    readRecovery: async (token) => (await read(token)).account.login,
    async recover(token, { password, address, userAgent }) {
      const { jti, account } = await read(token);
      checkPassword(password);
      const passwordHash = await hashPassword(password);
      return database.transaction(async (transaction) => {
        await store.insertUsedLink(usedLink(jti, account, clock), transaction);
        const change = { passwordHash, at: clock.now() };
        if (!(await store.renew(account._id, change, transaction))) {
          throw new AppError('LINK_INVALID');
        }
        await sessionStore.removeOf(account._id, transaction);
        // Whoever had taken the account over may have made some for themselves.
        await tokens.removeOf(account._id, transaction);
        const data = { jti, account: account._id };
        const actor = actorOf(account);
        await audit.write({ event: 'account.recovered', data, actor, address }, transaction);
        return sessions.begin(account._id, userAgent, transaction);
      });
    },
  };
};
