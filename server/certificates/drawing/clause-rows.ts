// The clauses as rows: a kawung that fills petal by petal, the text, hairlines between.
import { INK, RED, RULE, RULE_STRONG } from './colours.ts';
import { scaled } from './flow.ts';
import { kawung } from './ornaments.ts';
import { STYLES } from './styles.ts';
import type { PlacedLine, TaggedPage, TextStyle } from './tagged-page.ts';
import { setText } from './text-block.ts';

/** Where the rows go: millimetres, `scale` shrinks text and picture together. */
interface Rows {
  x: number;
  top: number;
  width: number;
  scale: number;
}

interface Row {
  lines: PlacedLine[];
  petals: number;
  last: boolean;
  top: number;
  bottom: number;
}

/** Rows where they will stand. */
export interface SetClauses extends Rows {
  rows: Row[];
  style: TextStyle;
  bottom: number;
}

const ICON = 14;
const GAP = 5;
const PAD = 3.4;

/** Sets the clauses; petals fill in four steps, whatever the number of clauses. */
export function setClauses(page: TaggedPage, clauses: string[], rows: Rows): SetClauses {
  const style = scaled(STYLES.clause, rows.scale);
  const icon = ICON * rows.scale;
  const pad = PAD * rows.scale;
  const left = rows.x + icon + GAP;
  let top = rows.top;
  const set = clauses.map((clause, i): Row => {
    const column = { x: left, top: 0, width: rows.width - icon - GAP, align: 'left' } as const;
    const text = setText(page, clause, style, column);
    const height = Math.max(icon, text.bottom) + 2 * pad;
    const shift = top + (height - text.bottom) / 2;
    const row = {
      lines: text.lines.map((line) => ({ ...line, y: line.y + shift })),
      petals: Math.ceil(((i + 1) * 4) / clauses.length),
      last: i === clauses.length - 1,
      top,
      bottom: top + height,
    };
    top = row.bottom;
    return row;
  });
  return { ...rows, rows: set, style, bottom: top };
}

/** Draws the rows as a tagged list. */
export function drawClauses(page: TaggedPage, set: SetClauses): void {
  const look = { colour: RULE, width: 0.25 };
  for (const row of set.rows) page.rule(set.x, row.top, set.width, look);
  page.rule(set.x, set.bottom, set.width, look);
  page.group('L', () => {
    set.rows.forEach((row, i) => {
      page.group('LI', () => {
        page.group('Lbl', () => drawIcon(page, set, row, i + 1));
        page.group('LBody', () => page.text('P', row.lines, set.style));
      });
    });
  });
}

function drawIcon(page: TaggedPage, set: SetClauses, row: Row, number: number): void {
  const side = ICON * set.scale;
  const y = (row.top + row.bottom - side) / 2;
  const operators = kawung(INK, row.petals, row.last ? RED : RULE_STRONG, RULE_STRONG);
  page.figure(`Butir ${number}`, [set.x, y, set.x + side, y + side], () =>
    page.operators(operators, { x: set.x, y, scale: side / 32 }),
  );
}
