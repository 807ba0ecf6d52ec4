// The run of show beside what really happened: planned and real moments, what is left, how late.

/** When an item of the agenda was the current one; ISO 8601 in UTC. */
export interface ItemMoment {
  item: string;
  began: string;
  /** null while it is the current one. */
  ended: string | null;
}

export interface PlannedItem {
  id: string;
  /** Local time of the host, HH:MM (WIB). */
  time: string;
  minutes: number;
}

/** One item as it stands now. Moments are milliseconds; `leftMs` is negative when it runs over. */
export interface RunRow {
  id: string;
  state: 'past' | 'now' | 'coming';
  began: number | undefined;
  ended: number | undefined;
  /** Of the current item only. */
  leftMs: number | undefined;
}

export interface RunOfShow {
  rows: RunRow[];
  /** By how much what follows will be late (negative: early); undefined before the first item. */
  delayMs: number | undefined;
  /** Another day than planned: the plan is counted from when the first item really began. */
  shifted: boolean;
}

const MINUTE_MS = 60_000;
const WIB = '+07:00';
/** An event does not run half a day late: then it is held on another day (a rehearsal, a sample). */
const OTHER_DAY_MS = 12 * 60 * MINUTE_MS;

/** When an item was planned to begin, in milliseconds; `date` is YYYY-MM-DD. */
export const plannedAt = (date: string, { time }: Pick<PlannedItem, 'time'>): number =>
  Date.parse(`${date}T${time}:00${WIB}`);

/** The moments after the current item changed from `before` to `after`. */
export function momentsAfter(
  moments: readonly ItemMoment[],
  change: { agenda: readonly string[]; before: string | null; after: string | null; over: boolean },
  now: string,
): ItemMoment[] {
  const { agenda, before, after, over } = change;
  const end = (item: string | null) =>
    moments.map((one) => (one.item === item && one.ended === null ? { ...one, ended: now } : one));
  if (over) return end(after);
  if (before === after || after === null) return [...moments];
  const isBack = agenda.indexOf(after) < agenda.indexOf(before ?? '');
  if (!isBack) {
    const others = end(before).filter(({ item }) => item !== after);
    return [...others, { item: after, began: now, ended: null }];
  }
  // A step back takes the item back: it has not been; the one before goes on.
  const others = moments.filter(({ item }) => item !== before && item !== after);
  const began = moments.find(({ item }) => item === after)?.began ?? now;
  return [...others, { item: after, began, ended: null }];
}

/** How the agenda stands at `now` (milliseconds of the server's clock). Pure. */
export function runOfShow(facts: {
  agenda: readonly PlannedItem[];
  date: string;
  moments: readonly ItemMoment[];
  current: string | null;
  over: boolean;
  now: number;
}): RunOfShow {
  const { agenda, moments, current, over, now } = facts;
  const index = agenda.findIndex(({ id }) => id === current);
  const at = new Map(moments.map((one) => [one.item, one]));
  const rows = agenda.map((item, position): RunRow => {
    const moment = at.get(item.id);
    const began = moment && Date.parse(moment.began);
    const ended = moment?.ended ? Date.parse(moment.ended) : undefined;
    const state = over || position < index ? 'past' : position === index ? 'now' : 'coming';
    const isTimed = state === 'now' && began !== undefined;
    const leftMs = isTimed ? began + item.minutes * MINUTE_MS - now : undefined;
    return { id: item.id, state, began, ended, leftMs };
  });
  return { rows, ...delayOf(facts, rows, index) };
}

/** The end that is now to be expected of the current item, beside its planned one. */
const delayOf = (
  { agenda, date, over, now }: Parameters<typeof runOfShow>[0],
  rows: readonly RunRow[],
  index: number,
): Pick<RunOfShow, 'delayMs' | 'shifted'> => {
  const item = agenda[index];
  const began = rows[index]?.began;
  if (!item || began === undefined || over) return { delayMs: undefined, shifted: false };
  const first = rows.findIndex((row) => row.began !== undefined);
  const firstItem = agenda[first] ?? item;
  const firstLate = (rows[first]?.began ?? began) - plannedAt(date, firstItem);
  const shifted = Math.abs(firstLate) > OTHER_DAY_MS;
  const length = item.minutes * MINUTE_MS;
  const expected = Math.max(now, began + length) - (shifted ? firstLate : 0);
  return { delayMs: expected - plannedAt(date, item) - length, shifted };
};
