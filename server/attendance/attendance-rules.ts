// Minutes of attendance as pure functions: the union of intervals, clipped to the session.

/** A stretch of time in milliseconds since the epoch, `end` excluded. */
export interface Interval {
  start: number;
  end: number;
}

/** The union of intervals as disjoint ones in order; empty ones are left out. */
export function union(intervals: Interval[]): Interval[] {
  const sorted = intervals
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
  const result: Interval[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** The parts of `intervals` that lie in `window`. */
export const clip = (intervals: Interval[], window: Interval): Interval[] =>
  intervals
    .map(({ start, end }) => ({
      start: Math.max(start, window.start),
      end: Math.min(end, window.end),
    }))
    .filter(({ start, end }) => end > start);

/** Total length of the union of `intervals` inside `window`, in milliseconds. */
export const attendedMs = (intervals: Interval[], window: Interval): number =>
  union(clip(intervals, window)).reduce((sum, { start, end }) => sum + end - start, 0);

export interface Attendance {
  /** Whole minutes attended, rounded down. */
  minutes: number;
  /** Whole minutes that the rule asks for, rounded up. */
  needed: number;
  met: boolean;
}

/**
 * Evaluates the rule `share` (0 to 1 of the window from live to end). The comparison is made in
 * milliseconds, so that rounding decides for nobody.
 */
export function evaluateAttendance(
  intervals: Interval[],
  window: Interval,
  rule: { share: number },
): Attendance {
  const attended = attendedMs(intervals, window);
  const neededMs = (window.end - window.start) * rule.share;
  return {
    minutes: Math.floor(attended / 60_000),
    needed: Math.ceil(neededMs / 60_000),
    met: window.end > window.start && attended >= neededMs,
  };
}
