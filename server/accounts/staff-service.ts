// What an owner does with accounts: invite, give and take roles, recover, disable, sign out.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { EVERYWHERE, type Grant, isAtLeast, roleIn, type StaffRole } from '../http/staff-roles.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Account, AccountStore } from './account-store.ts';
import type { StaffLinks } from './links.ts';
import type { StaffSessionStore } from './staff-session-store.ts';

/** Who asks, and from where; for the audit. */
export interface By {
  staff: StaffIdentity;
  address: string;
}
/** An account as owners see it; its password hash and secrets stay behind. */
export interface AccountSummary
  extends Pick<Account, '_id' | 'login' | 'name' | 'grants' | 'createdAt' | 'disabledAt'> {
  hasSecondFactor: boolean;
}

export interface StaffService {
  /** The accounts with a role where the one who asks is an owner or an auditor. */
  list(staff: StaffIdentity): Promise<AccountSummary[]>;
  /** A new one-time link's path; it is shown once and kept nowhere. Throws FORBIDDEN. */
  invite(grant: Grant, days: number, by: By): Promise<string>;
  /**
   * Gives a role in a campaign, or takes it (null). Where the account may do less by it, its sign-ins
   * end; whoever may do more goes on where they are. Throws NOT_FOUND, FORBIDDEN, LAST_OWNER.
   */
  setRole(account: string, campaign: string, role: StaffRole | null, by: By): Promise<void>;
  /** The path of a link that sets a new password. Throws NOT_FOUND, FORBIDDEN. */
  recover(account: string, by: By): Promise<string>;
  /** Ends the account and its sign-ins. Throws NOT_FOUND, FORBIDDEN; LAST_OWNER for the only owner. */
  disable(account: string, by: By): Promise<void>;
  /** Ends every sign-in of the account. Throws NOT_FOUND, FORBIDDEN. */
  signOutEverywhere(account: string, by: By): Promise<void>;
}

const actorOf = (staff: StaffIdentity): AuditActor => ({
  kind: 'staff',
  id: staff.account,
  label: staff.name,
});

/** Whether an owner's power reaches this campaign; EVERYWHERE takes an owner of all. */
export const owns = ({ grants }: Pick<StaffIdentity, 'grants'>, campaign: string): boolean =>
  roleIn(grants, campaign) === 'owner';

/**
 * Whether an owner's power reaches every campaign of the account, or it is their own. One without a
 * role belongs to those who own all: nobody knows where it gets its next one.
 */
export function reaches(
  owner: Pick<StaffIdentity, 'account' | 'grants'>,
  { _id, grants }: Pick<Account, '_id' | 'grants'>,
): boolean {
  const where = grants.length === 0 ? [EVERYWHERE] : grants.map(({ campaign }) => campaign);
  const isOwner = owner.grants.some(({ role }) => role === 'owner');
  return isOwner && (_id === owner.account || where.every((campaign) => owns(owner, campaign)));
}

/** Throws FORBIDDEN unless the owner's power reaches the account. */
function requirePower({ staff }: By, account: Account): void {
  if (!reaches(staff, account)) throw new AppError('FORBIDDEN');
}

const summaryOf = ({ secondFactor, ...account }: Account): AccountSummary => {
  const { _id, login, name, grants, createdAt, disabledAt } = account;
  const hasSecondFactor = secondFactor !== undefined;
  return { _id, login, name, grants, createdAt, disabledAt, hasSecondFactor };
};

interface StaffServiceParts {
  database: Database;
  store: AccountStore;
  sessions: StaffSessionStore;
  links: StaffLinks;
  audit: Audit;
  clock: Clock;
}

/** Throws NOT_FOUND. */
async function getAccount(
  { store }: StaffServiceParts,
  id: string,
  transaction?: ClientSession,
): Promise<Account> {
  const account = await store.findAccount(id, transaction);
  if (!account) throw new AppError('NOT_FOUND');
  return account;
}

/** Throws LAST_OWNER when nobody owns one of the campaigns any more. */
async function requireOwners(
  { store, clock }: StaffServiceParts,
  lost: readonly Grant[],
  transaction: ClientSession,
): Promise<void> {
  for (const { campaign, role } of lost) {
    if (role !== 'owner') continue;
    const left = await store.markOwners(campaign, clock.now(), transaction);
    if (left === 0) throw new AppError('LAST_OWNER');
  }
}

/** Whose accounts an owner or an auditor sees: those with a role in one of their campaigns. */
function seenBy({ grants }: StaffIdentity): (account: Account) => boolean {
  const where = grants.filter(({ role }) => role === 'owner' || role === 'auditor');
  const seen = where.map(({ campaign }) => campaign);
  const all = seen.includes(EVERYWHERE);
  return (one) => all || one.grants.some(({ campaign }) => seen.includes(campaign));
}

/** The service; what it writes is in one transaction with its audit event. */
export function createStaffService(parts: StaffServiceParts): StaffService {
  const { store, links, audit } = parts;
  return {
    list: async (staff) => (await store.listAccounts()).filter(seenBy(staff)).map(summaryOf),
    async invite(grant, days, { staff, address }) {
      if (!owns(staff, grant.campaign)) throw new AppError('FORBIDDEN');
      const { path, link } = links.make(grant, days, staff.account);
      const data = { jti: link.jti, role: link.role, campaign: link.campaign };
      await audit.write({ event: 'link.made', data, actor: actorOf(staff), address });
      return path;
    },
    async recover(id, by) {
      const account = await getAccount(parts, id);
      requirePower(by, account);
      if (account.disabledAt) throw new AppError('NOT_FOUND');
      const { path, link } = links.makeRecovery(account.login, by.staff.account);
      const data = { jti: link.jti, account: id };
      const { address } = by;
      const event = { event: 'account.recovery-link-made', data } as const;
      await audit.write({ ...event, actor: actorOf(by.staff), address });
      return path;
    },
    ...rolesOf(parts),
    ...endsOf(parts),
  };
}

const isLess = (before: StaffRole | undefined, after: StaffRole | null): boolean =>
  before !== undefined && !isAtLeast(after, before);

const rolesOf = (parts: StaffServiceParts): Pick<StaffService, 'setRole'> => ({
  async setRole(id, campaign, role, { staff, address }) {
    const { database, store, sessions, audit } = parts;
    if (!owns(staff, campaign)) throw new AppError('FORBIDDEN');
    await database.transaction(async (transaction) => {
      const { grants } = await getAccount(parts, id, transaction);
      const before = grants.find((one) => one.campaign === campaign);
      if ((before?.role ?? null) === role) return;
      const others = grants.filter((one) => one !== before);
      const after = role === null ? others : [...others, { campaign, role }];
      await store.setGrants(id, after, transaction);
      await requireOwners(parts, before ? [before] : [], transaction);
      // A socket keeps the role that it came with: one that is worth less now must not stay open.
      if (isLess(before?.role, role)) await sessions.removeOf(id, transaction);
      const common = { actor: actorOf(staff), address };
      const where = { account: id, campaign };
      await audit.write(
        role === null
          ? { event: 'account.role-taken', data: where, ...common }
          : { event: 'account.role-given', data: { ...where, role }, ...common },
        transaction,
      );
    });
  },
});

const endsOf = (parts: StaffServiceParts): Pick<StaffService, 'disable' | 'signOutEverywhere'> => {
  const { database, store, sessions, audit, clock } = parts;
  return {
    async disable(id, by) {
      await database.transaction(async (transaction) => {
        const account = await getAccount(parts, id, transaction);
        requirePower(by, account);
        if (!(await store.disable(id, clock.now(), transaction))) return;
        await requireOwners(parts, account.grants, transaction);
        await sessions.removeOf(id, transaction);
        const actor = actorOf(by.staff);
        const data = { account: id };
        const { address } = by;
        await audit.write({ event: 'account.disabled', data, actor, address }, transaction);
      });
    },
    async signOutEverywhere(id, by) {
      requirePower(by, await getAccount(parts, id));
      await database.transaction(async (transaction) => {
        await sessions.removeOf(id, transaction);
        const event = { event: 'account.signed-out-everywhere', data: { account: id } } as const;
        const { address } = by;
        await audit.write({ ...event, actor: actorOf(by.staff), address }, transaction);
      });
    },
  };
};
