// When a client that has no line tries again: the same for the browser and for the rehearsal.
import { type AdmissionWait, admissionWaitIn, refusalCode } from './admission.ts';
import { pauseBefore } from './back-off.ts';

/** Everybody whose server went away comes back within this time, spread evenly over it. */
export const SPREAD_MS = 20_000;
/** A line that broke by itself is made anew within this time. */
export const OWN_LINE_MS = 1_000;
/** Least pause between two attempts of one client. */
const PAUSE_MIN_MS = 500;

/** What happened to the line. */
export type LineEvent =
  /** It broke; `reason` as Socket.IO names it. */
  | { kind: 'broken'; reason: string }
  /** An attempt found no server. */
  | { kind: 'failed' }
  /** An attempt was refused; `data` as the server sent it. */
  | { kind: 'refused'; data: unknown };

/** What is known since the line was last good. */
export interface LineHistory {
  /** Milliseconds since the server went away; undefined when it did not. */
  goneMs: number | undefined;
  /** Attempts that failed or were refused. */
  attempts: number;
}

export type NextAttempt =
  | { kind: 'again'; inMs: number; wait?: AdmissionWait }
  /** By this page itself, or refused for good. */
  | { kind: 'never'; code: string };

/** Refusals that pass by themselves. */
const PASSING = ['INTERNAL', 'NOT_READY', 'CLOCK_WRONG', 'TOO_MANY_ATTEMPTS'];

/** True when `reason` means that many lost their line in the same moment. */
export const isServerGone = (reason: string): boolean =>
  !['ping timeout', 'io client disconnect'].includes(reason);

/** When to try again, if at all; `random` gives numbers from 0 up to 1. */
export function nextAttempt(
  event: LineEvent,
  { goneMs, attempts }: LineHistory,
  random: () => number,
): NextAttempt {
  if (event.kind === 'broken') return afterBreak(event.reason, random);
  if (event.kind === 'refused') return afterRefusal(event.data, attempts, random);
  const left = goneMs === undefined ? 0 : SPREAD_MS - goneMs;
  // Still inside the spread: somewhere in what is left of it, so that it stays even.
  if (left > 2 * PAUSE_MIN_MS) return again(PAUSE_MIN_MS + random() * (left - PAUSE_MIN_MS));
  return again(pauseBefore(attempts, random));
}

const again = (inMs: number): NextAttempt => ({ kind: 'again', inMs: Math.round(inMs) });

const afterBreak = (reason: string, random: () => number): NextAttempt => {
  if (reason === 'io client disconnect') return { kind: 'never', code: '' };
  return again(random() * (isServerGone(reason) ? SPREAD_MS : OWN_LINE_MS));
};

const afterRefusal = (data: unknown, attempts: number, random: () => number): NextAttempt => {
  const wait = admissionWaitIn(data);
  if (wait) return { kind: 'again', inMs: wait.waitMs, wait };
  const code = refusalCode(data);
  if (!PASSING.includes(code)) return { kind: 'never', code };
  return again(pauseBefore(attempts + 2, random));
};
