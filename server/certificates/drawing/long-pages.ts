// Pages of a long document: guilloche on the first, a hairline frame on the others, and on each its
// number, its place in the whole, and CONTOH across a sample.
import { INK, RULE_STRONG, stroke } from './colours.ts';
import { operand } from './curves.ts';
import { type PageBlock, paginate } from './paginate.ts';
import { drawPaper, drawSampleMark, type Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';
import type { TaggedPage } from './tagged-page.ts';

/** A4 upright, and the column that all long documents keep to (millimetres). */
export const LONG_SIZE = [210, 297] as const;
export const LEFT = 22;
export const WIDTH = 166;
const TOP = 29;
const BOTTOM = 270;
const FOOT = 277;
const FRAME = 11.5;

/** A block that can draw itself: `draw` tagged, `paint` again as decoration. */
export interface DrawnBlock extends PageBlock {
  heads?: readonly DrawnBlock[];
  /** Blocks of one table stand in one table element, over all its pages. */
  table?: object;
  draw(page: TaggedPage, top: number): void;
  paint?(page: TaggedPage, top: number): void;
}

/** Draws the blocks on as many pages as they need, from `firstTop` on the first; how many. */
export function drawPages(sheet: Sheet, blocks: readonly DrawnBlock[], firstTop: number): number {
  const { page } = sheet;
  const pages = paginate(blocks, { firstTop, top: TOP, bottom: BOTTOM });
  let table: object | undefined;
  const enter = (next: object | undefined) => {
    if (next === table) return;
    if (table) page.shut();
    if (next) page.open('Table');
    table = next;
  };
  pages.forEach((placed, i) => {
    if (i > 0) turnPage(sheet);
    drawFurniture(sheet, i + 1, pages.length);
    for (const { block, top, repeated } of placed) {
      if (repeated) {
        block.paint?.(page, top);
        continue;
      }
      enter(block.table);
      block.draw(page, top);
    }
  });
  enter(undefined);
  return pages.length;
}

/** The first page's paper. */
export const drawFirstPaper = (sheet: Sheet): void => drawPaper(sheet, LONG_SIZE);

function turnPage(sheet: Sheet): void {
  const { page } = sheet;
  page.turn();
  drawFrame(page);
  drawSampleMark(sheet, LONG_SIZE);
}

/** Two hairlines around the page where the first one has its guilloche. */
function drawFrame(page: TaggedPage): void {
  const [width, height] = LONG_SIZE;
  const box = (inset: number) =>
    [inset, inset, width - 2 * inset, height - 2 * inset].map(operand).join(' ');
  page.artifact(() =>
    page.operators(
      `${stroke(INK)} 0.22 w ${box(FRAME)} re S ${stroke(RULE_STRONG)} 0.12 w ${box(FRAME + 1.2)} re S`,
    ),
  );
}

/** Number and code on the left, place in the whole on the right; the title above later pages. */
function drawFurniture(sheet: Sheet, number: number, of: number): void {
  const { page, words } = sheet;
  const style = STYLES.furniture;
  const measure = page.measure(style);
  const place = words('page').replace('#', String(number)).replace('#', String(of));
  const right = (text: string) => LEFT + WIDTH - measure(text);
  const lines = [
    { text: words('running-foot'), x: LEFT, y: FOOT },
    { text: place, x: right(place), y: FOOT },
  ];
  const head = { text: words('running-head'), x: LEFT, y: 21.5 };
  page.artifact(() => page.lines(lines, style), 'Pagination');
  if (number > 1) page.artifact(() => page.lines([head], style), 'Pagination');
}
