// Sign-ins: a random token in a cookie, its hash in the database.
import { sha256Hex } from '../core/canonical.ts';
import type { Clock } from '../core/clock.ts';
import type { ClientSession } from '../core/database.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import { EVERYWHERE, roleIn } from '../http/staff-roles.ts';
import type { FindStaff, StaffIdentity } from '../http/visitor.ts';
import type { AccountStore } from './account-store.ts';
import { deviceOf } from './device-words.ts';
import type { MustAddFactor } from './second-factor-rules.ts';
import type { StaffSession, StaffSessionStore } from './staff-session-store.ts';

/** How long a sign-in lasts: an event with its rehearsals, in seconds. */
export const STAFF_SESSION_SECONDS = 7 * 24 * 60 * 60;
const NOTED_MS = 60_000;

export interface StaffSessions {
  /** Begins a sign-in; the token goes into the cookie and is kept nowhere else. */
  begin(account: string, userAgent: string, transaction?: ClientSession): Promise<string>;
  /** Who a cookie's token belongs to; undefined when it is over or the account is disabled. */
  findStaff: FindStaff;
  /** Whether a sign-in, by its id, still holds. */
  isCurrent(session: string): Promise<boolean>;
  /** The account's sign-ins that still hold, the newest use first. */
  list(account: string): Promise<StaffSession[]>;
  end(session: string): Promise<void>;
}

export function createStaffSessions(options: {
  store: AccountStore;
  sessions: StaffSessionStore;
  clock: Clock;
  random: RandomSource;
  mustAddFactor: MustAddFactor;
}): StaffSessions {
  const { store, sessions, clock, random, mustAddFactor } = options;
  const find = async (id: string): Promise<StaffIdentity | undefined> => {
    const session = await sessions.find(id);
    // MongoDB removes ended documents about once a minute: the end itself is checked here.
    const now = clock.now();
    if (!session || session.endsAt <= now) return undefined;
    const account = await store.findAccount(session.account);
    if (!account || account.disabledAt) return undefined;
    const unless = new Date(now.getTime() - NOTED_MS);
    if (!session.lastUsedAt || session.lastUsedAt < unless) await sessions.touch(id, now, unless);
    const { _id, name, grants } = account;
    return {
      account: _id,
      name,
      grants,
      // Until somebody says which campaign it is about, only what holds in all of them.
      role: roleIn(grants, EVERYWHERE),
      session: id,
      ...(mustAddFactor(account) && { mustAddFactor: true as const }),
    };
  };
  return {
    async begin(account, userAgent, transaction) {
      const token = randomToken(random);
      const createdAt = clock.now();
      const endsAt = new Date(createdAt.getTime() + STAFF_SESSION_SECONDS * 1000);
      const device = deviceOf(userAgent);
      const times = { createdAt, endsAt, lastUsedAt: createdAt };
      await sessions.insert({ _id: sha256Hex(token), account, device, ...times }, transaction);
      return token;
    },
    findStaff: (token) => find(sha256Hex(token)),
    isCurrent: async (id) => (await find(id)) !== undefined,
    list: async (account) =>
      (await sessions.listOf(account)).filter(({ endsAt }) => endsAt > clock.now()),
    end: (session) => sessions.remove(session),
  };
}
