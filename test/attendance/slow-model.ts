// Attendance the slow and obvious way: a line of seconds, each of them coloured, then looked at one
// by one. It shares no code with the real one.
import type {
  AttendanceRule,
  Interval,
  PresenceInterval,
} from '../../server/protocol/attendance.ts';

const SECOND = 1000;
const OWN = 30;
const SERVER = 120;

/** Whole seconds only. */
export function slowAttendance(
  intervals: PresenceInterval[],
  window: Interval,
  rule: AttendanceRule,
) {
  const line = colour(intervals, window.end / SECOND);
  const first = window.start / SECOND;
  const last = window.end / SECOND;
  const attended: Interval[] = [];
  const gaps: Interval[] = [];
  for (let second = first; second < last; second++) {
    extend(line[second] ? attended : gaps, second, second === first);
  }
  const seconds = line.slice(first, last).filter(Boolean).length;
  const needed = rule.minutes === null ? (last - first) * (rule.share ?? 0) : rule.minutes * 60;
  const arrivedAt = arrival(line, intervals, first, last);
  const grace = rule.lateAfterMinutes;
  const late = arrivedAt !== null && grace !== null && arrivedAt > window.start + grace * 60_000;
  const met = last > first && seconds >= needed && (rule.lateCounts || !late);
  return { minutes: Math.floor(seconds / 60), met, late, arrivedAt, attended, gaps };
}

/** Every second from 0: true where the person was there, or away too shortly to count. */
function colour(intervals: PresenceInterval[], until: number): boolean[] {
  const length = Math.max(until, ...intervals.map(({ end }) => end / SECOND)) + 1;
  const line: boolean[] = new Array(length).fill(false);
  for (const { start, end } of intervals) {
    for (let second = start / SECOND; second < end / SECOND; second++) line[second] = true;
  }
  // From every moment at which something ended and nothing goes on: how long until the next join?
  for (let moment = 0; moment < length; moment++) {
    const ending = intervals.filter(({ end }) => end === moment * SECOND);
    const goesOn = intervals.some(
      ({ start, end }) => start <= moment * SECOND && end > moment * SECOND,
    );
    if (ending.length === 0 || goesOn) continue;
    const limit = ending.some(({ endedBy }) => endedBy === 'node') ? SERVER : OWN;
    const next = intervals
      .map(({ start }) => start / SECOND)
      .filter((start) => start > moment)
      .sort((a, b) => a - b)[0];
    if (next === undefined || next - moment > limit) continue;
    for (let second = moment; second < next; second++) line[second] = true;
  }
  return line;
}

const extend = (list: Interval[], second: number, isFirst: boolean): void => {
  const last = list.at(-1);
  if (!isFirst && last?.end === second * SECOND) last.end += SECOND;
  else list.push({ start: second * SECOND, end: (second + 1) * SECOND });
};

/** The beginning of the first run of coloured seconds that reaches into the window. */
function arrival(
  line: boolean[],
  intervals: PresenceInterval[],
  first: number,
  last: number,
): number | null {
  const runs: Interval[] = [];
  line.forEach((isThere, second) => {
    if (isThere) extend(runs, second, second === 0);
  });
  const moment = first * SECOND;
  if (intervals.length === 0) return null;
  if (first === last) return runs.find(({ end }) => end >= moment)?.start ?? null;
  const run = runs.find(({ end }) => end > moment);
  return run && run.start < last * SECOND ? run.start : null;
}
