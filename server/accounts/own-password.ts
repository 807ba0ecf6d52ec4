// One's own password, changed by who knows the present one; all other sign-ins end with it.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { checkPassword } from './account-rules.ts';
import type { AccountStore } from './account-store.ts';
import type { GuessLimit } from './guess-limit.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { By } from './staff-service.ts';
import type { StaffSessionStore } from './staff-session-store.ts';

export interface OwnPassword {
  /**
   * Links for recovery and sign-ins half-way are worth nothing afterwards. Throws PASSWORD_OLD_WRONG,
   * PASSWORD_SHORT, PASSWORD_SAME, TOO_MANY_ATTEMPTS; STATE_CHANGED when another was faster.
   */
  change(typed: { present: string; next: string }, by: By): Promise<void>;
}

export function createOwnPassword(options: {
  database: Database;
  store: Pick<AccountStore, 'findAccount' | 'setPassword'>;
  sessions: Pick<StaffSessionStore, 'removeOf'>;
  audit: Audit;
  clock: Clock;
  /** The same count as for signing in: whoever took over a browser guesses no faster here. */
  guesses: GuessLimit;
}): OwnPassword {
  const { database, store, sessions, audit, clock, guesses } = options;
  return {
    async change({ present, next }, { staff, address }) {
      const { account: id, name, session } = staff;
      const account = await store.findAccount(id);
      if (!account) throw new AppError('NOT_FOUND');
      checkPassword(next);
      guesses.begin(account.login, address);
      if (!(await verifyPassword(account.passwordHash, present))) {
        throw new AppError('PASSWORD_OLD_WRONG');
      }
      guesses.clear(account.login, address);
      if (present === next) throw new AppError('PASSWORD_SAME');
      const passwordHash = await hashPassword(next);
      await database.transaction(async (transaction) => {
        const change = { from: account.passwordHash, to: passwordHash, at: clock.now() };
        if (!(await store.setPassword(id, change, transaction)))
          throw new AppError('STATE_CHANGED');
        await sessions.removeOf(id, transaction, session);
        const actor = { kind: 'staff', id, label: name } as const;
        const event = { event: 'account.password-changed', data: { account: id } } as const;
        await audit.write({ ...event, actor, address }, transaction);
      });
    },
  };
}
