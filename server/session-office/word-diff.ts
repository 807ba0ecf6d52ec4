// What differs between two texts, word by word: the longest common sequence of their words.

export type WordKind = 'same' | 'gone' | 'new';
export interface WordRun {
  kind: WordKind;
  text: string;
}

/** Pairs of words that are compared; texts that may be published stay far below. */
const CELLS_MAX = 1_000_000;

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Lengths of the longest common sequences of the rests that begin at each pair of words. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => Array(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = table[i] ?? [];
      const below = table[i + 1] ?? [];
      row[j] = left[i] === right[j] ? below[j + 1] + 1 : Math.max(below[j], row[j + 1]);
    }
  }
  return table;
}

/** Words of `before` that went and of `after` that came, in reading order, as runs. */
export function diffWords(before: string, after: string): WordRun[] {
  const [left, right] = [wordsIn(before), wordsIn(after)];
  if (left.length * right.length > CELLS_MAX) {
    return [run('gone', left), run('new', right)].filter(({ text }) => text !== '');
  }
  const table = commonLengths(left, right);
  const steps: { kind: WordKind; word: string }[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [from, to] = [left[i], right[j]];
    if (from !== undefined && from === to) {
      steps.push({ kind: 'same', word: from });
      i += 1;
      j += 1;
    } else if (to === undefined || (from !== undefined && keepsMore(table, i, j))) {
      steps.push({ kind: 'gone', word: from ?? '' });
      i += 1;
    } else {
      steps.push({ kind: 'new', word: to });
      j += 1;
    }
  }
  return runsOf(steps);
}

/** Leaving out the earlier word loses nothing of what is common. */
const keepsMore = (table: number[][], i: number, j: number): boolean =>
  (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0);

const run = (kind: WordKind, words: string[]): WordRun => ({ kind, text: words.join(' ') });

const runsOf = (steps: readonly { kind: WordKind; word: string }[]): WordRun[] => {
  const runs: WordRun[] = [];
  for (const { kind, word } of steps) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += ` ${word}`;
    else runs.push({ kind, text: word });
  }
  return runs;
};
