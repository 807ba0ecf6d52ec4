// The table that the bench prints: one row for each target, and beside it the same with what makes
// it fast switched off, which must miss.

/** One line of the table; every cell as it is printed. */
export interface Row {
  /** The row's number in the list of targets. */
  row: string;
  what: string;
  product: string;
  baseline: string;
  ratio: string;
  /** The slowest and the fastest run. */
  spread: string;
  target: string;
  verdict: string;
}

/** `value` with three digits that count. */
export const short = (value: number): string => {
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toPrecision(2);
};

/** "a to b", the least and the most of `values`. */
export const spreadOf = (values: number[]): string =>
  `${short(Math.min(...values))} to ${short(Math.max(...values))}`;

/** A target: at least or at most a number, in a unit. */
export interface Target {
  most?: number;
  least?: number;
  unit: string;
}

const isMet = (value: number, { most, least }: Target): boolean =>
  (most === undefined || value <= most) && (least === undefined || value >= least);

const boundOf = ({ most, least, unit }: Target): string =>
  `${most === undefined ? `at least ${short(least ?? 0)}` : `at most ${short(most)}`}${unit}`;

/**
 * A row with its verdict on `value`. `off` says that it is the one with the optimisation switched
 * off, which must miss the target.
 */
export function judge(
  cells: Pick<Row, 'row' | 'what' | 'product' | 'baseline' | 'ratio' | 'spread'>,
  value: number,
  target: Target,
  off = false,
): Row {
  const met = isMet(value, target);
  const verdict = met ? 'met' : 'missed';
  const offVerdict = met ? 'MET, BUT MUST MISS' : 'missed, as it must';
  return { ...cells, target: boundOf(target), verdict: off ? offVerdict : verdict };
}

const HEAD: Row = {
  row: '#',
  what: 'what',
  product: 'product',
  baseline: 'baseline',
  ratio: 'ratio',
  spread: 'slowest to fastest',
  target: 'target',
  verdict: 'verdict',
};

/** The rows as a Markdown table, its columns aligned. */
export function formatTable(rows: Row[]): string {
  const keys = Object.keys(HEAD) as (keyof Row)[]; // the keys of a literal
  const widths = keys.map((key) => Math.max(...[HEAD, ...rows].map((row) => row[key].length)));
  const line = (row: Row) =>
    `| ${keys.map((key, at) => row[key].padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}
