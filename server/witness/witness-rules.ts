// From reports that may come late, twice or not at all to stretches of media, and where they and
// the presence of the same person disagree. Pure functions.
import { groupBy } from '../core/group-by.ts';
import { clip, type Interval, union } from '../protocol/attendance.ts';
import type { MediaEvent } from './media-event-model.ts';

/** Shorter differences are the ordinary delay between two witnesses, in milliseconds. */
const WITNESS_TOLERANCE_MS = 60_000;

type Report = Pick<MediaEvent, 'connection' | 'kind' | 'at' | 'joinedAt'>;

/** One connection's stretch; undefined while only its end is known, and not its beginning. */
function stretchOf(reports: Report[], until: number): Interval | undefined {
  const joined = reports.flatMap((one) => (one.kind === 'joined' ? [one.at.getTime()] : []));
  const told = reports.flatMap(({ joinedAt }) => (joinedAt ? [joinedAt.getTime()] : []));
  const start = Math.min(...joined, ...told);
  const left = reports.flatMap((one) => (one.kind === 'left' ? [one.at.getTime()] : []));
  // Without a report of leaving the connection is taken to last: the engine may be silent.
  const end = left.length > 0 ? Math.max(...left) : until;
  return Number.isFinite(start) && end > start ? { start, end } : undefined;
}

/** Stretches with the breaks that presence bridges too: a reconnection is no departure. */
const joinUp = (intervals: Interval[]): Interval[] =>
  union(intervals.map((interval) => ({ ...interval, endedBy: 'left' as const })));

/** A person's stretches of media until `until` (milliseconds): the order of reports is of no account. */
export function mediaIntervals(reports: Report[], until: number): Interval[] {
  const connections = groupBy(reports, ({ connection }) => connection);
  return joinUp(
    [...connections.values()].flatMap((own) => {
      const stretch = stretchOf(own, until);
      return stretch ? [stretch] : [];
    }),
  );
}

const lengthOf = (intervals: Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + end - start, 0);

const commonLength = (a: Interval[], b: Interval[]): number =>
  b.reduce((sum, window) => sum + lengthOf(clip(a, window)), 0);

/** How long only one of the two witnesses saw somebody, in milliseconds. */
export interface Difference {
  onlyPresenceMs: number;
  onlyMediaMs: number;
}

/**
 * Compares presence (disjoint, in order) and media inside `window`. Presence counts against media
 * only between the first and the last moment of media: before and after it somebody may have read
 * the text alone.
 */
export function compareWitnesses(
  presence: Interval[],
  media: Interval[],
  window: Interval,
): Difference {
  const seen = joinUp(clip(media, window));
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last) return { onlyPresenceMs: 0, onlyMediaMs: 0 };
  const present = clip(presence, window);
  const meanwhile = clip(present, { start: first.start, end: last.end });
  return {
    onlyPresenceMs: lengthOf(meanwhile) - commonLength(meanwhile, seen),
    onlyMediaMs: lengthOf(seen) - commonLength(seen, present),
  };
}

/** True when the two witnesses differ by more than the tolerance. */
export const disagrees = ({ onlyPresenceMs, onlyMediaMs }: Difference): boolean =>
  Math.max(onlyPresenceMs, onlyMediaMs) > WITNESS_TOLERANCE_MS;
