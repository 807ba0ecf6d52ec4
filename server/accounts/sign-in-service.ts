// Signing in: login and password, then the second factor where the account has one. One answer for
// everything that is wrong, in the same time.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { normalizeLogin } from './account-rules.ts';
import type { Account, AccountStore } from './account-store.ts';
import type { GuessLimit } from './guess-limit.ts';
import { verifyPassword } from './passwords.ts';
import type { SecondFactorService } from './second-factor-service.ts';
import type { StaffSessions } from './staff-sessions.ts';

/** Where somebody signs in from. */
export interface From {
  address: string;
  userAgent: string;
}
export interface Credentials extends From {
  login: string;
  password: string;
}

/** How long a code may be typed after the password, in seconds. */
export const SECOND_STEP_SECONDS = 600;
const stepSchema = z.object({ account: z.string(), passwordAt: z.int() });

/** A sign-in's cookie, or what leads from the password to the code. */
export type SignedIn = { token: string } | { secondStep: string };

export interface SignInService {
  /** The account that fits; asks for no code. Throws CREDENTIALS_WRONG or TOO_MANY_ATTEMPTS. */
  authenticate(credentials: Credentials): Promise<Account>;
  /** Throws as `authenticate`. */
  signIn(credentials: Credentials): Promise<SignedIn>;
  /** Whether the token of a second step still leads anywhere. */
  isAtSecondStep(secondStep: string | undefined): Promise<boolean>;
  /**
   * The sign-in's cookie, after the code. Throws NOT_SIGNED_IN when the first step is too long ago,
   * SECOND_CODE_WRONG, TOO_MANY_ATTEMPTS.
   */
  finish(secondStep: string | undefined, code: string, from: From): Promise<string>;
}

const sinceOf = ({ passwordAt, createdAt }: Account): number => (passwordAt ?? createdAt).getTime();

export function createSignInService(options: {
  store: AccountStore;
  sessions: StaffSessions;
  factors: Pick<SecondFactorService, 'check'>;
  guesses: GuessLimit;
  rateLimits: Pick<RateLimits, 'signInAddress'>;
  secret: Buffer;
  clock: Clock;
}): SignInService {
  const { store, sessions, factors, guesses, secret, clock } = options;
  const { signInAddress: byAddress } = options.rateLimits;
  const steps = createTokenSigner({ secret, clock, purpose: 'second-step', schema: stepSchema });

  const authenticate = async ({ login, password, address }: Credentials): Promise<Account> => {
    const key = normalizeLogin(login);
    byAddress.check(address);
    // Counted before the slow check: else many guesses at once would all pass the count.
    guesses.begin(key, address);
    const account = await store.findByLogin(key);
    const fits = await verifyPassword(account?.passwordHash, password);
    if (!fits || !account || account.disabledAt) {
      byAddress.fail(address);
      throw new AppError('CREDENTIALS_WRONG');
    }
    guesses.clear(key, address);
    return account;
  };
  const read = async (secondStep: string | undefined): Promise<Account | undefined> => {
    const step = steps.read(secondStep);
    const account = step && (await store.findAccount(step.account));
    const holds = account && !account.disabledAt && sinceOf(account) === step?.passwordAt;
    return holds ? account : undefined;
  };

  return {
    authenticate,
    async signIn(credentials) {
      const account = await authenticate(credentials);
      if (!account.secondFactor) {
        return { token: await sessions.begin(account._id, credentials.userAgent) };
      }
      const step = { account: account._id, passwordAt: sinceOf(account) };
      return { secondStep: steps.sign(step, SECOND_STEP_SECONDS) };
    },
    isAtSecondStep: async (secondStep) => (await read(secondStep)) !== undefined,
    async finish(secondStep, code, { address, userAgent }) {
      const account = await read(secondStep);
      if (!account) throw new AppError('NOT_SIGNED_IN');
      await factors.check(account, code, address);
      return sessions.begin(account._id, userAgent);
    },
  };
}
