// Which signatures and ticks are taken at a moment, and what is left of a window: pure functions of
// the status, the same in every process and browser. A deadline holds by itself, whether or not
// anybody has written yet that it has passed.
import { CLOSING_GRACE_MS } from './limits.ts';
import type { SessionStatus } from './session.ts';

export type WindowStatus = Pick<
  SessionStatus,
  'ceremony' | 'signingEndsAt' | 'signingPausedAt' | 'closesAt' | 'lateUntil'
>;

/** `before`: not opened yet. `closed`: nothing is taken now. */
export type SigningWindow = 'before' | 'open' | 'paused' | 'closed' | 'late';

/** True when the moment is there and `at` is before it, or before what follows it by `plus`. */
const isBefore = (at: number, moment: string | null, plus = 0): boolean =>
  moment !== null && at < Date.parse(moment) + plus;

/** The window for a signature received at `at` (milliseconds); what is on its way has 5 seconds. */
export function windowAt(status: WindowStatus, at: number): SigningWindow {
  const { ceremony, signingEndsAt, signingPausedAt, closesAt, lateUntil } = status;
  if (ceremony === 'idle' || ceremony === 'reading') return 'before';
  if (ceremony === 'sealed') return 'closed';
  if (ceremony === 'signing') {
    if (signingPausedAt) return isBefore(at, signingPausedAt, CLOSING_GRACE_MS) ? 'open' : 'paused';
    const isOpen = signingEndsAt === null || isBefore(at, signingEndsAt, CLOSING_GRACE_MS);
    return isOpen ? 'open' : 'closed';
  }
  if (isBefore(at, closesAt)) return 'open';
  return isBefore(at, lateUntil, CLOSING_GRACE_MS) ? 'late' : 'closed';
}

/**
 * Clauses can be ticked until the window's end, also while signing is paused. The seconds after it
 * are for signatures on their way: nobody begins anew in them.
 */
export function acceptsTicks(status: WindowStatus, at: number): boolean {
  const { ceremony, signingEndsAt, signingPausedAt, lateUntil } = status;
  if (ceremony === 'late') return isBefore(at, lateUntil);
  if (ceremony !== 'signing') return ceremony === 'idle' || ceremony === 'reading';
  return signingPausedAt !== null || signingEndsAt === null || isBefore(at, signingEndsAt);
}

/** What of a window a screen counts down: milliseconds left, and whether it stands still. */
export interface TimeLeft {
  ms: number;
  isPaused: boolean;
}

/** undefined where no window runs, or where it has no end of its own. */
export function timeLeft(status: WindowStatus, now: number): TimeLeft | undefined {
  const { ceremony, signingEndsAt, signingPausedAt, lateUntil } = status;
  const end = ceremony === 'signing' ? signingEndsAt : ceremony === 'late' ? lateUntil : null;
  if (end === null) return undefined;
  const isPaused = ceremony === 'signing' && signingPausedAt !== null;
  const from = isPaused ? Date.parse(signingPausedAt) : now;
  return { ms: Math.max(0, Date.parse(end) - from), isPaused };
}

/** "04.32", or "1.04.32" from an hour on; a begun second counts as whole. */
export function countdownText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = `${two(Math.floor((seconds % 3_600) / 60))}.${two(seconds % 60)}`;
  return hours > 0 ? `${hours}.${rest}` : rest;
}
