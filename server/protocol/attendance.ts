// Minutes of attendance as pure functions, the same in the server and in browsers: the union of a
// person's intervals with short breaks bridged, its gaps, and whether the session's rule is met.
import { GAP_BRIDGE_MS, SERVER_GAP_BRIDGE_MS } from './limits.ts';

/** A stretch of time in milliseconds since the epoch, `end` excluded. */
export interface Interval {
  start: number;
  end: number;
}

/** The kinds of device, as far as a browser tells. */
export const DEVICES = ['phone', 'tablet', 'desktop', 'unknown'] as const;
export type Device = (typeof DEVICES)[number];

/** How somebody is connected: by a socket, a plain page's refreshes, or a shared screen's socket. */
export const PRESENCE_KINDS = ['socket', 'plain', 'room'] as const;
export type PresenceKind = (typeof PRESENCE_KINDS)[number];

/**
 * Why an interval ended: the connection went (`left`); the server's process ended, froze, stopped
 * or lost its lease (`node`); the person went to another shared room (`moved`); a plain page was
 * not refreshed (`expired`); the session ended or its doors were closed (`session`).
 */
export const ENDINGS = ['left', 'node', 'moved', 'expired', 'session'] as const;
export type EndedBy = (typeof ENDINGS)[number] | null;

/** An interval and who ended it; null: it still lasts. */
export interface PresenceInterval extends Interval {
  endedBy: EndedBy;
}

/**
 * A session's rule. Exactly one of `share` (0 to 1 of the window) and `minutes` is set. The window
 * runs `from` going live or HH:MM `until` the end or HH:MM, both the host's local time (WIB).
 * Late is who comes more than `lateAfterMinutes` after its beginning; where `lateCounts` is false,
 * who is late does not meet the rule.
 */
export interface AttendanceRule {
  share: number | null;
  minutes: number | null;
  from: string;
  until: string;
  lateAfterMinutes: number | null;
  lateCounts: boolean;
}

/** What staff set in place of the measured minutes; `at` in milliseconds since the epoch. */
export interface AppliedCorrection {
  minutes: number;
  reason: string;
  at: number;
  /** How the control room names who did it. */
  by: string;
}

export interface Attendance {
  /** Whole minutes that count: the corrected ones, else those measured, rounded down. */
  minutes: number;
  /** Whole minutes that the rule asks for as of now, rounded up. */
  needed: number;
  met: boolean;
  late: boolean;
  /** When the stretch began that first reached into the window; it may be before the window. */
  arrivedAt: number | null;
  /** What counts as attended inside the window, in order; short breaks are bridged. */
  attended: Interval[];
  /** The rest of the window, in order: with `attended` it makes up the window exactly. */
  gaps: Interval[];
  measuredMinutes: number;
  correction: AppliedCorrection | null;
}

const MINUTE_MS = 60_000;
/** WIB is UTC+7 and has no summer time. */
const WIB_MS = 7 * 60 * MINUTE_MS;

const lengthOf = ({ start, end }: Interval): number => end - start;
const sumOf = (intervals: Interval[]): number =>
  intervals.reduce((sum, one) => sum + lengthOf(one), 0);

/** How long a break after an interval may be to be no gap, in milliseconds. */
const bridgeOf = (endedBy: EndedBy): number =>
  endedBy === 'node' ? SERVER_GAP_BRIDGE_MS : GAP_BRIDGE_MS;

/** One that ends before it begins (a clock was put back) is known only to have begun. */
const inOrder = (intervals: PresenceInterval[]): PresenceInterval[] =>
  intervals
    .map(({ start, end, endedBy }) => ({ start, end: Math.max(start, end), endedBy }))
    .sort((a, b) => a.start - b.start);

/**
 * The union of a person's intervals as disjoint stretches in order. A break of at most
 * `GAP_BRIDGE_MS` is filled, and one of at most `SERVER_GAP_BRIDGE_MS` where the server itself
 * ended the last interval before it: bridged time counts as attended.
 */
export function union(intervals: PresenceInterval[]): Interval[] {
  const stretches: PresenceInterval[] = [];
  for (const one of inOrder(intervals)) {
    const last = stretches.at(-1);
    if (!last || one.start - last.end > bridgeOf(last.endedBy)) stretches.push({ ...one });
    else if (one.end > last.end) Object.assign(last, { end: one.end, endedBy: one.endedBy });
    // Of two that end together the one that the server ended decides, in the person's favour.
    else if (one.end === last.end && one.endedBy === 'node') last.endedBy = 'node';
  }
  return stretches.filter((one) => lengthOf(one) > 0).map(({ start, end }) => ({ start, end }));
}

/** The parts of `intervals` that lie in `window`. */
export const clip = (intervals: Interval[], window: Interval): Interval[] =>
  intervals
    .map(({ start, end }) => ({
      start: Math.max(start, window.start),
      end: Math.min(end, window.end),
    }))
    .filter((one) => lengthOf(one) > 0);

/** What `attended` (disjoint, in order, inside the window) leaves of `window`. */
export function gapsIn(attended: Interval[], window: Interval): Interval[] {
  const starts = [window.start, ...attended.map(({ end }) => end)];
  const ends = [...attended.map(({ start }) => start), window.end];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? window.end }))
    .filter((gap) => lengthOf(gap) > 0);
}

/** What the window of a session is made from; moments in milliseconds since the epoch. */
export interface SessionTimes {
  /** YYYY-MM-DD in WIB, as planned. */
  date: string;
  liveAt: number | null;
  endedAt: number | null;
}

/**
 * The stretch that the rule looks at, as far as it has gone: until `now` while the session runs.
 * HH:MM is on the day the session went live, so that one held on another day than planned (a
 * rehearsal) has its window too. A session that was never live has an empty one.
 */
export function attendanceWindow(
  rule: Pick<AttendanceRule, 'from' | 'until'>,
  { liveAt, endedAt }: SessionTimes,
  now: number,
): Interval {
  if (liveAt === null) return { start: now, end: now };
  const over = endedAt ?? Math.max(now, liveAt);
  const start = rule.from === 'live' ? liveAt : onDayOf(liveAt, rule.from);
  const end = rule.until === 'end' ? over : Math.min(over, onDayOf(liveAt, rule.until));
  return start < end ? { start, end } : { start: end, end };
}

const onDayOf = (moment: number, time: string): number => {
  const day = Math.floor((moment + WIB_MS) / (24 * 60 * MINUTE_MS)) * 24 * 60 * MINUTE_MS;
  const [hours = '0', minutes = '0'] = time.split(':');
  return day - WIB_MS + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
};

/** What the rule asks for in a window of `windowMs`, in milliseconds and not rounded. */
const neededMs = ({ share, minutes }: AttendanceRule, windowMs: number): number =>
  minutes === null ? windowMs * (share ?? 0) : minutes * MINUTE_MS;

/** Whole minutes that the rule asks for in a session planned to last `plannedMinutes`. */
export const neededMinutes = (rule: AttendanceRule, plannedMinutes: number): number =>
  Math.ceil(neededMs(rule, plannedMinutes * MINUTE_MS) / MINUTE_MS);

const arrivalIn = (stretches: Interval[], window: Interval): number | null => {
  const isEmpty = window.start === window.end;
  const reaches = ({ end }: Interval) => (isEmpty ? end >= window.start : end > window.start);
  const first = stretches.find(reaches);
  return first && (isEmpty || first.start < window.end) ? first.start : null;
};

/**
 * Evaluates a person's intervals against the rule. Comparisons are made in milliseconds, so that
 * rounding decides for nobody. A correction decides by its minutes alone: it stands for presence
 * that was not measured, the arrival included.
 */
export function evaluateAttendance(
  intervals: PresenceInterval[],
  window: Interval,
  rule: AttendanceRule,
  correction: AppliedCorrection | null = null,
): Attendance {
  const stretches = union(intervals);
  const attended = clip(stretches, window);
  const attendedMs = sumOf(attended);
  const needed = neededMs(rule, lengthOf(window));
  const arrivedAt = arrivalIn(stretches, window);
  const { lateAfterMinutes: grace, lateCounts } = rule;
  const late = arrivedAt !== null && grace !== null && arrivedAt > window.start + grace * MINUTE_MS;
  const measuredMinutes = Math.floor(attendedMs / MINUTE_MS);
  const isEnough = correction
    ? correction.minutes * MINUTE_MS >= needed
    : attendedMs >= needed && (lateCounts || !late);
  return {
    minutes: correction?.minutes ?? measuredMinutes,
    needed: Math.ceil(needed / MINUTE_MS),
    met: lengthOf(window) > 0 && isEnough,
    late,
    arrivedAt,
    attended,
    gaps: gapsIn(attended, window),
    measuredMinutes,
    correction,
  };
}
