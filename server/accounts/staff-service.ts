// What an owner does with accounts: invite, disable, sign out everywhere.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { StaffIdentity, StaffRole } from '../http/visitor.ts';
import type { Account, AccountStore } from './account-store.ts';
import type { StaffLinks } from './links.ts';
import type { ProgramTokens } from './program-tokens.ts';

/** Who asks, and from where; for the audit. */
export interface By {
  staff: StaffIdentity;
  address: string;
}
/** An account as owners see it; its password hash stays behind. */
export type AccountSummary = Omit<Account, 'passwordHash' | 'schemaVersion'>;

export interface StaffService {
  list(): Promise<AccountSummary[]>;
  /** A new one-time link's path; it is shown once and kept nowhere. */
  invite(role: StaffRole, by: By): Promise<string>;
  /** A new token for programs of the one who asks; it is shown once and kept nowhere. */
  makeToken(by: By): Promise<string>;
  /** Ends the account and its sign-ins. Throws NOT_FOUND; LAST_OWNER for the only owner. */
  disable(account: string, by: By): Promise<void>;
  /** Ends every sign-in of the account. Throws NOT_FOUND. */
  signOutEverywhere(account: string, by: By): Promise<void>;
}

const actorOf = (staff: StaffIdentity): AuditActor => ({
  kind: 'staff',
  id: staff.account,
  label: staff.name,
});

export function createStaffService(options: {
  database: Database;
  store: AccountStore;
  links: StaffLinks;
  programs: Pick<ProgramTokens, 'make'>;
  audit: Audit;
  clock: Clock;
}): StaffService {
  const { database, store, links, programs, audit, clock } = options;
  const requireAccount = async (id: string): Promise<Account> => {
    const account = await store.findAccount(id);
    if (!account) throw new AppError('NOT_FOUND');
    return account;
  };
  return {
    list: async () =>
      (await store.listAccounts()).map(
        ({ passwordHash: _hash, schemaVersion: _version, ...summary }) => summary,
      ),
    async invite(role, { staff, address }) {
      const { path, link } = links.make(role);
      const event = { event: 'link.made', data: { ...link }, actor: actorOf(staff), address };
      await audit.write({ ...event, event: 'link.made' });
      return path;
    },
    async makeToken({ staff, address }) {
      const data = { account: staff.account };
      const actor = actorOf(staff);
      await audit.write({ event: 'account.token-made', data, actor, address });
      return programs.make(staff.account);
    },
    async disable(id, { staff, address }) {
      const { role } = await requireAccount(id);
      await database.transaction(async (transaction) => {
        if (!(await store.disable(id, clock.now(), transaction))) return;
        if (role === 'owner' && (await store.markOwners(clock.now(), transaction)) === 0) {
          throw new AppError('LAST_OWNER');
        }
        await store.removeSessionsOf(id, transaction);
        const actor = actorOf(staff);
        const data = { account: id };
        await audit.write({ event: 'account.disabled', data, actor, address }, transaction);
      });
    },
    async signOutEverywhere(id, { staff, address }) {
      await requireAccount(id);
      const actor = actorOf(staff);
      await database.transaction(async (transaction) => {
        await store.removeSessionsOf(id, transaction);
        const event = { event: 'account.signed-out-everywhere', data: { account: id } } as const;
        await audit.write({ ...event, actor, address }, transaction);
      });
    },
  };
}
