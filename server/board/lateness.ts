// Who came late, by the same functions that make everybody's attendance.
import {
  type AttendanceRule,
  attendanceWindow,
  evaluateAttendance,
  type Interval,
} from '../protocol/attendance.ts';
import type { SeatInterval } from './board-seats.ts';

/** A rule by which one can be late, and the window that it looks at (milliseconds). */
export interface Lateness {
  rule: AttendanceRule;
  window: Interval;
  /** The last moment at which an arrival is in time. */
  inTime: number;
}

/** Later than any moment: the end of what still lasts. */
const FAR = Number.MAX_SAFE_INTEGER;

interface SessionRule {
  date: string;
  attendanceRule: AttendanceRule;
  status: { liveAt: string | null; endedAt: string | null };
}

/** The session's lateness; undefined before it is live, and by a rule that knows no lateness. */
export function latenessOf({ date, attendanceRule, status }: SessionRule): Lateness | undefined {
  const grace = attendanceRule.lateAfterMinutes;
  if (grace === null || status.liveAt === null) return undefined;
  const liveAt = Date.parse(status.liveAt);
  const endedAt = status.endedAt === null ? null : Date.parse(status.endedAt);
  const window = attendanceWindow(attendanceRule, { date, liveAt, endedAt }, FAR);
  return { rule: attendanceRule, window, inTime: window.start + grace * 60_000 };
}

/** Whether two of them decide alike. */
export const sameLateness = (a: Lateness | undefined, b: Lateness | undefined): boolean =>
  a?.inTime === b?.inTime && a?.window.start === b?.window.start && a?.window.end === b?.window.end;

/** Whether the first arrival in the window was late; somebody who came in time never is. */
export function cameLate(intervals: readonly SeatInterval[], lateness: Lateness): boolean {
  const { rule, window, inTime } = lateness;
  if (intervals.every(({ start }) => start <= inTime)) return false;
  const all = intervals.map(({ start, end, endedBy }) => ({ start, end: end ?? FAR, endedBy }));
  return evaluateAttendance(all, window, rule).late;
}
