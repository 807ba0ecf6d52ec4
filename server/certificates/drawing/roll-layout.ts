// The national roll: every signature of the session by province, region and seat.
import { factTable } from './fact-table.ts';
import { type LedgerColumn, type LedgerGroup, ledger } from './ledger.ts';
import { closingBlock, drawLongHead, lateNote } from './long-frame.ts';
import { drawPages } from './long-pages.ts';
import { paragraphs, textBlock } from './long-text.ts';
import type { Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';

/** Rows of a region, in their order; `cells` as the columns ask. */
export interface RollRegion {
  title: string;
  rows: { number: string; seat: string; name: string; moment: string; fingerprint: string }[];
}

/** What the layout needs beside the words. */
export interface RollText {
  host: string;
  partners: string | null;
  /** Some rows are of late signatures: what that means is said once. */
  hasLate: boolean;
  provinces: { title: string; regions: RollRegion[] }[];
}

/** Draws all pages; how many. */
export function drawRoll(sheet: Sheet, { host, partners, hasLate, provinces }: RollText): number {
  const { page, words } = sheet;
  const top = drawLongHead(sheet, host, partners);
  const columns = columnsOf(sheet);
  const again = words('again');
  const blocks = [
    ...paragraphs(page, words('narrative').split('\n'), STYLES.narrative, { before: 2 }),
    ...textBlock(page, 'H2', words('log-title'), STYLES.heading, { before: 6, keepsNext: true }),
    ...factTable(page, words('log-head'), words('log')),
    ...lateNote(sheet, hasLate),
    ...paragraphs(page, words('note').split('\n'), STYLES.small, { before: 3 }),
    ...provinces.flatMap(({ title, regions }) => [
      ...textBlock(page, 'H2', title, STYLES.heading, { before: 8, keepsNext: true }),
      ...ledger(
        page,
        columns,
        regions.map((region) => groupOf(region, again)),
      ),
    ]),
    ...paragraphs(page, words('end').split('\n'), STYLES.narrative, { before: 6, keepsNext: true }),
    closingBlock(sheet),
  ];
  return drawPages(sheet, blocks, top);
}

const columnsOf = ({ words }: Sheet): LedgerColumn[] => [
  { head: words('col-number'), width: 13, style: STYLES.cellSoft },
  { head: words('col-seat'), width: 49 },
  { head: words('col-name'), width: 52, style: STYLES.cellStrong },
  { head: words('col-signed'), width: 29, style: STYLES.cellSoft },
  { head: words('col-leaf'), width: 23, style: STYLES.cellSoft },
];

const groupOf = ({ title, rows }: RollRegion, again: string): LedgerGroup => ({
  title,
  titleAgain: `${title} ${again}`,
  rows: rows.map(({ number, seat, name, moment, fingerprint }) => ({
    cells: [number, seat, name, moment, fingerprint],
  })),
});
