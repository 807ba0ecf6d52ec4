// A ledger: rows of wrapped cells between hairlines, its head repeated on every page, no row split.
import { RULE, RULE_STRONG } from './colours.ts';
import { type DrawnBlock, LEFT, WIDTH } from './long-pages.ts';
import { linesAt } from './long-text.ts';
import { STYLES } from './styles.ts';
import type { TaggedPage, TextStyle } from './tagged-page.ts';
import { type SetText, setText } from './text-block.ts';

/** A column: its share of the width in millimetres (all together WIDTH), and how it looks. */
export interface LedgerColumn {
  head: string;
  width: number;
  style?: TextStyle;
  align?: 'left' | 'right';
}

/** A picture in a row's cell: how high it is, and what draws it. */
export interface RowPicture {
  column: number;
  height: number;
  draw(page: TaggedPage, x: number, top: number): void;
}

export interface LedgerRow {
  cells: readonly string[];
  /** Cells in another style than their column's. */
  styles?: readonly (TextStyle | undefined)[];
  picture?: RowPicture;
}

/** Rows under a title of their own (a region); no title, no row for it. */
export interface LedgerGroup {
  title: string;
  /** The title where the group goes on on another page. */
  titleAgain: string;
  rows: readonly LedgerRow[];
}

const PAD = 1.15;
const GAP = 3;
/** A group of at most so many rows is kept on one page. */
const KEPT_TOGETHER = 8;

/** The blocks of a whole table. */
export function ledger(
  page: TaggedPage,
  columns: readonly LedgerColumn[],
  groups: readonly LedgerGroup[],
): DrawnBlock[] {
  const table = {};
  const head = headBlock(page, columns, table);
  const blocks = groups.flatMap(({ title, titleAgain, rows }) => {
    const titled = title ? [titleBlock(page, title, columns.length, table, head)] : [];
    const heads = title
      ? [head, titleBlock(page, titleAgain, columns.length, table, head)]
      : [head];
    const isKept = rows.length <= KEPT_TOGETHER && title !== '';
    // The last row is not left alone on a page.
    const isLastButOne = (i: number) => i === rows.length - 2;
    const set = rows.map((row, i) => ({
      ...rowBlock(page, columns, row, table),
      heads,
      keepsNext: isKept ? i < rows.length - 1 : isLastButOne(i),
    }));
    return [...titled, ...set];
  });
  return [head, ...blocks];
}

interface Cell {
  set: SetText;
  style: TextStyle;
}

const cellOf = (
  page: TaggedPage,
  text: string,
  style: TextStyle,
  { x, width, align }: { x: number; width: number; align: 'left' | 'right' },
): Cell => {
  const room = width - GAP;
  const set = setText(page, text, style, { x, top: PAD, width: room, align: 'left' });
  if (align === 'left') return { set, style };
  const measure = page.measure(style);
  const lines = set.lines.map((line) => ({ ...line, x: x + room - measure(line.text) }));
  return { set: { ...set, lines }, style };
};

/** The left edges of the columns. */
const edges = (columns: readonly LedgerColumn[]): number[] => {
  let x = LEFT;
  return columns.map(({ width }) => {
    const left = x;
    x += width;
    return left;
  });
};

const setCells = (
  page: TaggedPage,
  columns: readonly LedgerColumn[],
  texts: readonly string[],
  styleOf: (i: number) => TextStyle,
): Cell[] => {
  const lefts = edges(columns);
  return columns.map(({ width, align = 'left' }, i) =>
    cellOf(page, texts[i] ?? '', styleOf(i), { x: lefts[i] ?? LEFT, width, align }),
  );
};

const heightOf = (cells: readonly Cell[]): number =>
  Math.max(...cells.map(({ set }) => set.bottom)) + PAD;

function headBlock(page: TaggedPage, columns: readonly LedgerColumn[], table: object): DrawnBlock {
  const texts = columns.map(({ head }) => head);
  const cells = setCells(page, columns, texts, () => STYLES.head);
  const height = heightOf(cells);
  const rule = (to: TaggedPage, top: number) =>
    to.rule(LEFT, top + height, WIDTH, { colour: RULE_STRONG, width: 0.3 });
  return {
    height,
    before: 1.6,
    table,
    keepsNext: true,
    draw(to, top) {
      drawRow(to, 'TH', cells, top);
      rule(to, top);
    },
    paint(to, top) {
      to.artifact(() => {
        for (const { set, style } of cells) to.lines(linesAt(set, top), style);
      }, 'Pagination');
      rule(to, top);
    },
  };
}

function titleBlock(
  page: TaggedPage,
  title: string,
  span: number,
  table: object,
  head: DrawnBlock,
): DrawnBlock {
  const style = STYLES.groupRow;
  const set = setText(page, title, style, { x: LEFT, top: PAD + 1.4, width: WIDTH, align: 'left' });
  const height = set.bottom + PAD;
  const rule = (to: TaggedPage, top: number) =>
    to.rule(LEFT, top + height, WIDTH, { colour: RULE, width: 0.25 });
  return {
    height,
    table,
    heads: [head],
    keepsNext: true,
    draw(to, top) {
      to.group('TR', () => to.cell('TH', linesAt(set, top), style, { scope: 'Row', span }));
      rule(to, top);
    },
    paint(to, top) {
      to.artifact(() => to.lines(linesAt(set, top), style), 'Pagination');
      rule(to, top);
    },
  };
}

function rowBlock(
  page: TaggedPage,
  columns: readonly LedgerColumn[],
  { cells: texts, styles, picture }: LedgerRow,
  table: object,
): DrawnBlock {
  const styleOf = (i: number) => styles?.[i] ?? columns[i]?.style ?? STYLES.cell;
  // Set once for the height and again to be drawn: ten thousand rows of lines need not be kept.
  const cells = () => setCells(page, columns, texts, styleOf);
  const height = Math.max(heightOf(cells()), (picture?.height ?? 0) + 1.6);
  const lefts = edges(columns);
  return {
    height,
    table,
    draw(to, top) {
      drawRow(to, 'TD', cells(), top, (i) => {
        if (picture?.column !== i) return;
        picture.draw(to, lefts[i] ?? LEFT, top + (height - picture.height) / 2);
      });
      to.rule(LEFT, top + height, WIDTH, { colour: RULE, width: 0.2 });
    },
  };
}

/** A tagged row; `also` adds a picture to a cell. */
function drawRow(
  page: TaggedPage,
  tag: 'TH' | 'TD',
  cells: readonly Cell[],
  top: number,
  also: (cell: number) => void = () => undefined,
): void {
  const facts = tag === 'TH' ? ({ scope: 'Column' } as const) : {};
  page.group('TR', () => {
    for (const [i, { set, style }] of cells.entries()) {
      page.cell(tag, linesAt(set, top), style, facts, () => also(i));
    }
  });
}
