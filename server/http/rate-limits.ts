// Limits on failed attempts, kept in this process: guessing a code or password gets slow.
// PINs are counted in the database (registrations), because six digits are few.
// They count by account, code or registration first; by address only far above one office's size.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';

export interface RateLimit {
  /** Throws TOO_MANY_ATTEMPTS when the key has used up its failures. */
  check(key: string): void;
  /** Counts one failure. */
  fail(key: string): void;
  /** Forgets the key's failures, after a success. */
  clear(key: string): void;
}

const WINDOW_MS = 15 * 60_000;
const KEYS_MAX = 20_000;

/**
 * Failures allowed in 15 minutes. signIn by login and address, so that nobody can lock another out,
 * signInLogin by login from wherever; roomCode by registration; signInAddress, code and certificate
 * by address, where hundreds of people of one office may sit behind one. Of the
 * connection test every use counts: lineTest and lineDownload by address, lineTests of everybody;
 * so does every request of a program, by its token, in a minute.
 */
const FAILURES = {
  signIn: 10,
  signInLogin: 200,
  signInAddress: 300,
  roomCode: 20,
  code: 300,
  certificate: 300,
  lineTest: 120,
  lineDownload: 240,
  lineTests: 6_000,
} as const;

/** Requests that programs with one token may send in a minute. */
export const PROGRAM_REQUESTS = 600;
const MINUTE_MS = 60_000;

export type RateLimits = Record<keyof typeof FAILURES | 'program', RateLimit>;

interface Count {
  failures: number;
  endsAt: number;
}

function createRateLimit(max: number, clock: Clock, windowMs = WINDOW_MS): RateLimit {
  const counts = new Map<string, Count>();
  const now = () => clock.now().getTime();
  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    return count && count.endsAt > now() ? count : undefined;
  };
  const makeRoom = () => {
    for (const [key, count] of counts) if (count.endsAt <= now()) counts.delete(key);
    // A flood of invented keys pushes out the oldest, so that memory stays bounded.
    for (const key of counts.keys()) {
      if (counts.size < KEYS_MAX) return;
      counts.delete(key);
    }
  };
  return {
    check(key) {
      const count = current(key);
      if (!count || count.failures < max) return;
      throw new AppError('TOO_MANY_ATTEMPTS', {
        minutes: Math.ceil((count.endsAt - now()) / 60e3),
      });
    },
    fail(key) {
      const count = current(key);
      if (count) {
        count.failures += 1;
        return;
      }
      counts.delete(key);
      if (counts.size >= KEYS_MAX) makeRoom();
      counts.set(key, { failures: 1, endsAt: now() + windowMs });
    },
    clear: (key) => void counts.delete(key),
  };
}

/** One counter per kind of guess; a window begins with its first failure. */
export const createRateLimits = (clock: Clock): RateLimits => ({
  signIn: createRateLimit(FAILURES.signIn, clock),
  signInLogin: createRateLimit(FAILURES.signInLogin, clock),
  signInAddress: createRateLimit(FAILURES.signInAddress, clock),
  roomCode: createRateLimit(FAILURES.roomCode, clock),
  code: createRateLimit(FAILURES.code, clock),
  certificate: createRateLimit(FAILURES.certificate, clock),
  lineTest: createRateLimit(FAILURES.lineTest, clock),
  lineDownload: createRateLimit(FAILURES.lineDownload, clock),
  lineTests: createRateLimit(FAILURES.lineTests, clock),
  program: createRateLimit(PROGRAM_REQUESTS, clock, MINUTE_MS),
});
