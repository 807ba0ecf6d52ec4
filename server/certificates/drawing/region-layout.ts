// A region's declaration: the text once, then every seat with who signed it, how and when.
import type { Mark } from '../../protocol/socket-events.ts';
import { drawClauses, setClauses } from './clause-rows.ts';
import { type LedgerRow, ledger, type RowPicture } from './ledger.ts';
import { closingBlock, drawLongHead, lateNote } from './long-frame.ts';
import { type DrawnBlock, drawPages, LEFT, WIDTH } from './long-pages.ts';
import { paragraphs, textBlock } from './long-text.ts';
import { MARK_FIELD, markFigure } from './mark-figure.ts';
import type { Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';
import type { TaggedPage } from './tagged-page.ts';

/** What the layout needs beside the words. */
export interface RegionText {
  host: string;
  partners: string | null;
  opening: string;
  clauses: string[];
  closing: string;
  /** Some rows are of late signatures: what that means is said once. */
  hasLate: boolean;
  rows: {
    seat: string;
    /** Null: nobody signed on this seat. */
    signed: { name: string; moment: string; fingerprint: string; mark: Mark | null } | null;
  }[];
}

const MARK = { width: 20, height: 8 };
const CLAUSES_SCALE = 0.74;

/** Draws all pages; how many. */
export function drawRegion(sheet: Sheet, text: RegionText): number {
  const { page, words } = sheet;
  const top = drawLongHead(sheet, text.host, text.partners);
  const centred = { align: 'center', x: LEFT + 8, width: WIDTH - 16 } as const;
  const blocks = [
    ...textBlock(page, 'P', text.opening, STYLES.narrative, centred),
    clausesBlock(page, text.clauses),
    ...textBlock(page, 'P', text.closing, STYLES.narrative, { ...centred, before: 3 }),
    ...textBlock(page, 'H2', words('signatories'), STYLES.heading, { before: 7, keepsNext: true }),
    ...paragraphs(page, words('signed-note').split('\n'), STYLES.narrative, {
      before: 1,
      keepsNext: true,
    }),
    ...signatories(sheet, text.rows),
    ...lateNote(sheet, text.hasLate),
    ...paragraphs(page, words('note').split('\n'), STYLES.small, { before: 3 }),
    closingBlock(sheet),
  ];
  return drawPages(sheet, blocks, top);
}

function clausesBlock(page: TaggedPage, clauses: string[]): DrawnBlock {
  const at = (top: number) =>
    setClauses(page, clauses, { x: LEFT, top, width: WIDTH, scale: CLAUSES_SCALE });
  return {
    height: at(0).bottom,
    before: 3,
    draw: (_page, top) => drawClauses(page, at(top)),
  };
}

function signatories(sheet: Sheet, rows: RegionText['rows']): DrawnBlock[] {
  const { page, words } = sheet;
  const columns = [
    { head: words('col-number'), width: 9, style: STYLES.cellSoft },
    { head: words('col-seat'), width: 43 },
    { head: words('col-name'), width: 46, style: STYLES.cellStrong },
    { head: words('col-mark'), width: 24 },
    { head: words('col-signed'), width: 23, style: STYLES.cellSoft },
    { head: words('col-leaf'), width: 21, style: STYLES.cellSoft },
  ];
  const unsigned = words('unsigned');
  const set = rows.map(({ seat, signed }, i): LedgerRow => {
    if (!signed) {
      const soft = [undefined, undefined, STYLES.cellSoft];
      return { cells: [String(i + 1), seat, unsigned], styles: soft };
    }
    const { name, moment, fingerprint, mark } = signed;
    const typed = mark?.method === 'typed' ? mark.text : '';
    const alt = words('mark-alt').replace('#', name);
    return {
      cells: [String(i + 1), seat, name, typed, moment, fingerprint],
      styles: [undefined, undefined, undefined, STYLES.cellMark],
      ...(mark?.method === 'drawn' && { picture: markPicture(mark, alt) }),
    };
  });
  return ledger(page, columns, [{ title: '', titleAgain: '', rows: set }]);
}

const markPicture = (mark: Extract<Mark, { method: 'drawn' }>, alt: string): RowPicture => ({
  column: 3,
  height: MARK.height,
  draw(page, x, y) {
    const scale = MARK.width / MARK_FIELD.width;
    page.figure(alt, [x, y, x + MARK.width, y + MARK.height], () =>
      page.operators(markFigure(mark.strokes), { x, y, scale }),
    );
  },
});
