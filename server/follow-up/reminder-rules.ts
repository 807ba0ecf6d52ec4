// Whether somebody who has not signed still can: the one question of a reminder. Pure, and the same
// answer as the session's machine gives (test/follow-up/reminder.rules.ts compares them).
import { isOver, isRunning } from '../protocol/session-names.ts';
import { acceptsTicks } from '../protocol/signing-window.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** open: now. to-come: staff can still open it. closed: nothing is taken any more. */
export type LateWay = 'open' | 'to-come' | 'closed';

export interface LateWindow {
  way: LateWay;
  /** When it ends, ISO; null: no end of its own, or not open. */
  until: string | null;
}

export type SignedSession = Pick<SessionDocument, 'status' | 'signingRule'>;

const MINUTE_MS = 60_000;
const CLOSED: LateWindow = { way: 'closed', until: null };

/** The window for who has not signed at `now` (milliseconds). */
export function lateWindow({ status, signingRule }: SignedSession, now: number): LateWindow {
  const { ceremony, signingPausedAt, signingEndsAt, lateUntil } = status;
  if (ceremony === 'sealed') return CLOSED;
  if (ceremony === 'signing' && signingPausedAt === null && acceptsTicks(status, now)) {
    return { way: 'open', until: signingEndsAt };
  }
  if (ceremony === 'late' && acceptsTicks(status, now)) return { way: 'open', until: lateUntil };
  if (ceremony === 'idle' || ceremony === 'reading' || signingPausedAt !== null) {
    return isOver(status.session) ? CLOSED : { way: 'to-come', until: null };
  }
  return canOpenLate({ status, signingRule }, now) ? { way: 'to-come', until: null } : CLOSED;
}

/** As the machine's step `open-late` asks, before or after the window's end was written down. */
function canOpenLate({ status, signingRule }: SignedSession, now: number): boolean {
  const isGoingOn = status.session === 'live' || status.session === 'paused';
  if (!isGoingOn || signingRule.lateMinutes === 0) return false;
  const closed = status.closesAt ?? status.signingEndsAt;
  const from = closed === null ? now : Date.parse(closed);
  return now < from + signingRule.lateMinutes * MINUTE_MS;
}

/** Nobody signs without having checked in, which ends with the session. */
export const canSignLate = (
  { way }: LateWindow,
  { status }: Pick<SessionDocument, 'status'>,
  checkedInAt: Date | null | undefined,
): boolean => way !== 'closed' && (isRunning(status.session) || Boolean(checkedInAt));
