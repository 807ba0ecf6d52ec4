// What differs between two wordings, line by line within each block.

export type DiffKind = 'same' | 'gone' | 'new';
export interface DiffLine {
  kind: DiffKind;
  text: string;
}
export interface BlockDiff {
  block: string;
  changed: boolean;
  lines: DiffLine[];
}

/** Pairs of lines that are compared; no wording that can be printed comes near it. */
const CELLS_MAX = 1_000_000;

/** Lines of the earlier text that went and of the later one that came, in reading order. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  if (left.length * right.length > CELLS_MAX) {
    const all = (kind: DiffKind) => (text: string) => ({ kind, text });
    return [...left.map(all('gone')), ...right.map(all('new'))];
  }
  const table = commonLengths(left, right);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [from, to] = [left[i], right[j]];
    if (from !== undefined && from === to) {
      lines.push({ kind: 'same', text: from });
      i += 1;
      j += 1;
    } else if (
      to === undefined ||
      (from !== undefined && at(table, i + 1, j) >= at(table, i, j + 1))
    ) {
      lines.push({ kind: 'gone', text: from ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: to });
      j += 1;
    }
  }
  return lines;
}

const at = (table: number[][], i: number, j: number): number => table[i]?.[j] ?? 0;

/** Length of the longest common part of the rests that begin at each pair of lines. */
function commonLengths(left: string[], right: string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  );
  for (let i = left.length - 1; i >= 0; i--) {
    const row = table[i] ?? [];
    for (let j = right.length - 1; j >= 0; j--) {
      row[j] =
        left[i] === right[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return table;
}

/** Both wordings' blocks in the order of the first. */
export const diffBlocks = (
  before: readonly (readonly [string, string])[],
  after: readonly (readonly [string, string])[],
): BlockDiff[] => {
  const later = new Map(after);
  return before.map(([block, text]) => {
    const next = later.get(block) ?? '';
    return { block, changed: next !== text, lines: diffLines(text, next) };
  });
};
