// What a circular may be, and which of a region's versions counts. Pure.
import type { Circular } from './circular-model.ts';

export interface TypedCircular {
  number: string;
  /** YYYY-MM-DD. */
  date: string;
}

/** Longest number, in characters. */
export const NUMBER_MAX = 80;
/** More versions of one region's circular are no corrections any more. */
export const VERSIONS_MAX = 20;
const EARLIEST = '2000-01-01';

export const CIRCULAR_PROBLEMS = [
  'NUMBER_MISSING',
  'NUMBER_TOO_LONG',
  'NUMBER_MALFORMED',
  'DATE_MALFORMED',
  'DATE_FUTURE',
  'DATE_EARLY',
  'FILE_MISSING',
] as const;
export type CircularProblem = (typeof CIRCULAR_PROBLEMS)[number];

/** White space joined. */
export const tidyCircular = ({ number, date }: TypedCircular): TypedCircular => ({
  number: number.normalize('NFC').replace(/\s+/gu, ' ').trim(),
  date: date.trim(),
});

/** The day that it is in the east of Indonesia (WIT, UTC+9), where each day begins first. */
export const latestDay = (now: Date): string =>
  new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
};

/** The first thing that is wrong with a tidy circular. */
export function circularProblem(
  { number, date }: TypedCircular,
  now: Date,
): CircularProblem | undefined {
  if (number === '') return 'NUMBER_MISSING';
  if ([...number].length > NUMBER_MAX) return 'NUMBER_TOO_LONG';
  // Control characters, and those that turn the direction of what follows.
  if (/\p{C}/u.test(number)) return 'NUMBER_MALFORMED';
  if (!isDay(date)) return 'DATE_MALFORMED';
  if (date > latestDay(now)) return 'DATE_FUTURE';
  return date < EARLIEST ? 'DATE_EARLY' : undefined;
}

/** The newest version of each region, unless it was withdrawn. */
export function standingCirculars(all: readonly Circular[]): Map<string, Circular> {
  const newest = new Map<string, Circular>();
  for (const one of all) {
    if (one.version > (newest.get(one.region)?.version ?? 0)) newest.set(one.region, one);
  }
  return new Map([...newest].filter(([, { withdrawn }]) => withdrawn === null));
}
