// From stored intervals to a person's stays: disjoint, in order, as of a moment or the session's end.
import type { StoredInterval } from '../attendance/index.ts';
import type { Interval } from '../protocol/attendance.ts';

/** Until when a report counts: a session's end, or the moment of the report. */
export interface Horizon {
  at: number;
  hasEnded: boolean;
}

/**
 * Present as the board has it: an open interval while the session runs, one that covers the end
 * afterwards.
 */
export const isPresent = ({ startedAt, endedAt }: StoredInterval, horizon: Horizon): boolean => {
  if (!horizon.hasEnded) return endedAt === null;
  const covers = endedAt === null || endedAt.getTime() >= horizon.at;
  return covers && startedAt.getTime() <= horizon.at;
};

const stayOf = (one: StoredInterval, horizon: Horizon): Interval => {
  // Another process's clock may be a little ahead of this one's.
  const start = horizon.hasEnded
    ? one.startedAt.getTime()
    : Math.min(one.startedAt.getTime(), horizon.at);
  if (isPresent(one, horizon)) return { start, end: Number.POSITIVE_INFINITY };
  return { start, end: (one.endedAt ?? one.renewedAt ?? one.startedAt).getTime() };
};

/** The stays of one person; what began after the session's end is left out. `intervals` by start. */
export function staysOf(intervals: StoredInterval[], horizon: Horizon): Interval[] {
  const stays: Interval[] = [];
  for (const one of intervals) {
    const stay = stayOf(one, horizon);
    if (stay.start > horizon.at) continue;
    const last = stays.at(-1);
    if (last && stay.start <= last.end) last.end = Math.max(last.end, stay.end);
    else stays.push(stay);
  }
  return stays;
}
