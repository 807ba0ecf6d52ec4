// One's own sign-ins: seen with their devices, ended one by one or all at once.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Database } from '../core/database.ts';
import type { By } from './staff-service.ts';
import type { StaffSessionStore } from './staff-session-store.ts';

export interface OwnSessions {
  /** Throws NOT_FOUND for one of somebody else. */
  end(session: string, by: By): Promise<void>;
  /** All but the one that asks. */
  endOthers(by: By): Promise<void>;
}

export function createOwnSessions({
  database,
  sessions,
  audit,
}: {
  database: Database;
  sessions: StaffSessionStore;
  audit: Audit;
}): OwnSessions {
  const actOf = ({ staff: { account, name }, address }: By) => ({
    data: { account },
    actor: { kind: 'staff', id: account, label: name } as const,
    address,
  });
  return {
    end: (session, by) =>
      database.transaction(async (transaction) => {
        if (!(await sessions.removeOne(session, by.staff.account, transaction))) {
          throw new AppError('NOT_FOUND');
        }
        await audit.write({ event: 'account.sign-in-ended', ...actOf(by) }, transaction);
      }),
    endOthers: (by) =>
      database.transaction(async (transaction) => {
        await sessions.removeOf(by.staff.account, transaction, by.staff.session);
        await audit.write({ event: 'account.signed-out-everywhere', ...actOf(by) }, transaction);
      }),
  };
}
