// When a campaign's rule is due, and when somebody's data may be erased at all. Pure.
import type { SessionDocument } from '../sessions/index.ts';

/** Longest retention, in months. */
export const MONTHS_MAX = 240;

type Times = Pick<SessionDocument, 'date' | 'status' | 'kind'>;

/** When a session ended; of one that was never led, the end of its day in WIB. */
const endOf = ({ status, date }: Times): number =>
  Date.parse(status.endedAt ?? `${date}T23:59:59+07:00`);

/** True once nobody signs or attends any more. */
export const isOver = ({ status }: Pick<SessionDocument, 'status'>): boolean =>
  status.endedAt !== null && status.ceremony !== 'late';

/**
 * The end of the last event of a campaign; undefined without any, while one goes on, and while late
 * signatures are taken.
 */
export function lastEnd(sessions: readonly Times[]): Date | undefined {
  const events = sessions.filter(({ kind }) => kind === 'official');
  const goesOn = events.some(
    ({ status }) => (isBegun(status) && status.endedAt === null) || status.ceremony === 'late',
  );
  const last = Math.max(...events.map(endOf));
  // A day that can't be read makes nothing due: what was erased never comes back.
  return goesOn || !Number.isFinite(last) ? undefined : new Date(last);
}

const isBegun = ({ session }: SessionDocument['status']): boolean =>
  session === 'doors' || session === 'live' || session === 'paused';

/** The same day so many months later (UTC); a day that a month lacks is its last one. */
export function monthsAfter(from: Date, months: number): Date {
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const days = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), days));
  return to;
}

/** When the rule is carried out; undefined: not by itself, or not to be said yet. */
export function dueAt(
  rule: { months: number } | undefined,
  sessions: readonly Times[],
): Date | undefined {
  const end = lastEnd(sessions);
  return rule && rule.months > 0 && end ? monthsAfter(end, rule.months) : undefined;
}
