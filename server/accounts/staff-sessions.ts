// Sign-ins: a random token in a cookie, its hash in the database.
import { sha256Hex } from '../core/canonical.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession } from '../core/database.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import type { FindStaff, StaffIdentity } from '../http/visitor.ts';
import type { AccountStore } from './account-store.ts';

/** How long a sign-in lasts: an event with its rehearsals, in seconds. */
export const STAFF_SESSION_SECONDS = 7 * 24 * 60 * 60;

export interface StaffSessions {
  /** Begins a sign-in; the token goes into the cookie and is kept nowhere else. */
  begin(account: string, transaction?: ClientSession): Promise<string>;
  /** Who a cookie's token belongs to; undefined when it is over or the account is disabled. */
  findStaff: FindStaff;
  /** Whether a sign-in, by its id, still holds. */
  isCurrent(session: string): Promise<boolean>;
  end(session: string): Promise<void>;
}

export function createStaffSessions(options: {
  store: AccountStore;
  clock: Clock;
  random: RandomSource;
}): StaffSessions {
  const { store, clock, random } = options;
  const find = async (id: string): Promise<StaffIdentity | undefined> => {
    const session = await store.findSession(id);
    // MongoDB removes ended documents about once a minute: the end itself is checked here.
    if (!session || session.endsAt <= clock.now()) return undefined;
    const account = await store.findAccount(session.account);
    if (!account || account.disabledAt) return undefined;
    return { account: account._id, name: account.name, role: account.role, session: id };
  };
  return {
    async begin(account, transaction) {
      const token = randomToken(random);
      const createdAt = clock.now();
      const endsAt = new Date(createdAt.getTime() + STAFF_SESSION_SECONDS * 1000);
      await store.insertSession({ _id: sha256Hex(token), account, createdAt, endsAt }, transaction);
      return token;
    },
    findStaff: (token) => find(sha256Hex(token)),
    isCurrent: async (id) => (await find(id)) !== undefined,
    end: (session) => store.removeSession(session),
  };
}
