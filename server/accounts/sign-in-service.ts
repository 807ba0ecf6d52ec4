// Signing in with login and password: one answer for everything that is wrong, in the same time.
import { AppError } from '../core/app-error.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { normalizeLogin } from './account-rules.ts';
import type { Account, AccountStore } from './account-store.ts';
import { verifyPassword } from './passwords.ts';
import type { StaffSessions } from './staff-sessions.ts';

export interface Credentials {
  login: string;
  password: string;
  address: string;
}

export interface SignInService {
  /** The account that fits. Throws CREDENTIALS_WRONG or TOO_MANY_ATTEMPTS. */
  authenticate(credentials: Credentials): Promise<Account>;
  /** Signs in; resolves to the cookie's token. Throws as `authenticate`. */
  signIn(credentials: Credentials): Promise<string>;
}

export function createSignInService(options: {
  store: AccountStore;
  sessions: StaffSessions;
  rateLimits: RateLimits;
}): SignInService {
  const { store, sessions } = options;
  const { signIn: byLogin, signInAddress: byAddress } = options.rateLimits;

  const authenticate = async ({ login, password, address }: Credentials): Promise<Account> => {
    const key = normalizeLogin(login);
    byLogin.check(key);
    byAddress.check(address);
    // Counted before the slow check: else many guesses at once would all pass the count.
    byLogin.fail(key);
    const account = await store.findByLogin(key);
    const fits = await verifyPassword(account?.passwordHash, password);
    if (!fits || !account || account.disabledAt) {
      byAddress.fail(address);
      throw new AppError('CREDENTIALS_WRONG');
    }
    byLogin.clear(key);
    return account;
  };

  return {
    authenticate,
    signIn: async (credentials) => sessions.begin((await authenticate(credentials))._id),
  };
}
