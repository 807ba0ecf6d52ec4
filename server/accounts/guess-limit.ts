// How often a password may be tried: few times from one address, so that nobody locks others out of
// their account, and a bounded number of times from all addresses together.
import type { RateLimits } from '../http/rate-limits.ts';

export interface GuessLimit {
  /** Counts a try before it is looked at. Throws TOO_MANY_ATTEMPTS. */
  begin(login: string, address: string): void;
  /** Forgets the login's tries, after a right password. */
  clear(login: string, address: string): void;
}

/** On this process's counters; `login` is in its stored form. */
export function createGuessLimit({
  signIn,
  signInLogin,
}: Pick<RateLimits, 'signIn' | 'signInLogin'>): GuessLimit {
  // No login holds a blank.
  const own = (login: string, address: string): string => `${login} ${address}`;
  return {
    begin(login, address) {
      signIn.check(own(login, address));
      signInLogin.check(login);
      signIn.fail(own(login, address));
      signInLogin.fail(login);
    },
    clear(login, address) {
      signIn.clear(own(login, address));
      signInLogin.clear(login);
    },
  };
}
