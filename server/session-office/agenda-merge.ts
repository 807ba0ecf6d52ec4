// Two people edited the same agenda: what each changed, row by row, and the agenda of their choices.
import type { AgendaRow } from './agenda-rules.ts';

/** stored: what is kept now. mine: what was typed. */
export type Side = 'stored' | 'mine';

/** What somebody did to a row of the version that both began from. */
export type RowAct = 'same' | 'changed' | 'added' | 'removed';

/** A row that is not the same in both; a side that does not have it is undefined. */
export interface RowDifference {
  id: string;
  stored: AgendaRow | undefined;
  mine: AgendaRow | undefined;
  storedAct: RowAct;
  mineAct: RowAct;
  /** What is taken unless somebody chooses; undefined: both changed it, so somebody has to. */
  usual: Side | undefined;
}

const isSame = (a: AgendaRow, b: AgendaRow): boolean =>
  a.title === b.title && a.minutes === b.minutes && a.office === b.office && a.kind === b.kind;

const actOf = (base: AgendaRow | undefined, now: AgendaRow | undefined): RowAct => {
  if (!base) return now ? 'added' : 'same';
  if (!now) return 'removed';
  return isSame(base, now) ? 'same' : 'changed';
};

const byId = (rows: readonly AgendaRow[]) => new Map(rows.map((row) => [row.id, row]));

/**
 * Rows in which `mine` and `stored` differ, in the order of the stored agenda and then of mine.
 * New rows of mine have no id: nobody else can have changed them, and they are no difference.
 */
export function differences(
  base: readonly AgendaRow[],
  stored: readonly AgendaRow[],
  mine: readonly AgendaRow[],
): RowDifference[] {
  const [before, now, typed] = [byId(base), byId(stored), byId(mine)];
  const ids = new Set([...stored, ...mine].map(({ id }) => id).filter((id) => id !== ''));
  return [...ids].flatMap((id): RowDifference[] => {
    const [a, b] = [now.get(id), typed.get(id)];
    if (a && b && isSame(a, b)) return [];
    const storedAct = actOf(before.get(id), a);
    const mineAct = actOf(before.get(id), b);
    const usual = mineAct === 'same' ? 'stored' : storedAct === 'same' ? 'mine' : undefined;
    return [{ id, stored: a, mine: b, storedAct, mineAct, usual }];
  });
}

/** Ids of the differences for which a choice is needed and missing. */
export const undecided = (
  all: readonly RowDifference[],
  choices: ReadonlyMap<string, Side>,
): string[] =>
  all.flatMap(({ id, usual }) => (usual === undefined && !choices.has(id) ? [id] : []));

/**
 * The merged agenda: my order, in which rows that only the stored one has follow the row that they
 * follow there.
 */
export function merge(
  stored: readonly AgendaRow[],
  mine: readonly AgendaRow[],
  all: readonly RowDifference[],
  choices: ReadonlyMap<string, Side>,
): AgendaRow[] {
  const known = new Map(all.map((one) => [one.id, one]));
  const sideOf = ({ id, usual }: RowDifference): Side => choices.get(id) ?? usual ?? 'mine';
  const merged = mine.flatMap((row): AgendaRow[] => {
    const difference = known.get(row.id);
    if (!difference || sideOf(difference) === 'mine') return [row];
    return difference.stored ? [difference.stored] : [];
  });
  stored.forEach((row, index) => {
    const difference = known.get(row.id);
    if (!difference || difference.mine || sideOf(difference) === 'mine') return;
    const before = stored.slice(0, index).map(({ id }) => id);
    const at = merged.findLastIndex(({ id }) => id !== '' && before.includes(id));
    merged.splice(at + 1, 0, row);
  });
  return merged;
}
