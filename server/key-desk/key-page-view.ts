// What the page of keys shows: what needs somebody first, then every certificate, then the time.
import type { KeyRow, TimestamperState } from '../keys/index.ts';

export interface KeyPageFacts {
  rows: readonly KeyRow[];
  tsa: TimestamperState | undefined;
  now: Date;
}

const NEEDS_SOMEBODY = ['expired', 'soon', 'due'] as const;
const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;

/** The view of templates/pages/keys.hbs. */
export function keyPageView({ rows, tsa, now }: KeyPageFacts) {
  const described = rows.map((row) => ({
    ...row,
    years: row.state === 'ok' ? yearsLeft(row, now) : 0,
    groups: groupsOfFour(row.fingerprint),
    days: Math.max(0, Math.floor((row.until.getTime() - now.getTime()) / DAY_MS)),
    isAlarm: row.state === 'expired' || row.state === 'revoked',
    isWarning: row.state === 'soon' || row.state === 'due',
  }));
  const isFormer = ({ place }: KeyRow) => place === 'gone';
  return {
    alerts: NEEDS_SOMEBODY.flatMap((state) => described.filter((row) => row.state === state)),
    rootHere: rows.some(({ role, place }) => role === 'root' && place === 'folder'),
    current: described.filter((row) => !isFormer(row)),
    former: described.filter(isFormer),
    tsa: tsa && { ...tsa, isFailing: isFailing(tsa) },
    hasTsa: tsa !== undefined,
    now,
  };
}

/** Whole years, told instead of days from two years on; 0 before. */
function yearsLeft({ until }: KeyRow, now: Date): number {
  const years = Math.floor((until.getTime() - now.getTime()) / YEAR_MS);
  return years < 2 ? 0 : years;
}

/** As it is printed on certificates. */
const groupsOfFour = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? '';

/** The last thing that happened was a failure. */
const isFailing = ({ lastFailure, lastStampAt }: TimestamperState): boolean =>
  lastFailure !== null && (lastStampAt === null || lastFailure.at > lastStampAt);
