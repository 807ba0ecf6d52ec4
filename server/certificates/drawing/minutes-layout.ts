// The minutes (berita acara): the narrative, the agenda, the counts by province, and the log.
import { factTable } from './fact-table.ts';
import { type LedgerColumn, type LedgerRow, ledger } from './ledger.ts';
import { closingBlock, drawLongHead } from './long-frame.ts';
import { type DrawnBlock, drawPages, WIDTH } from './long-pages.ts';
import { paragraphs, textBlock } from './long-text.ts';
import type { Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';

/** What the layout needs beside the words; cells are text as it is printed. */
export interface MinutesText {
  host: string;
  partners: string | null;
  agenda: { time: string; title: string }[];
  /** By province: name, regions, regions that signed, seats, present by the rule, signed. */
  rows: string[][];
  /** The sum of the rows, in the same order. */
  sum: string[];
}

const TIME = 24;

/** Draws all pages; how many. */
export function drawMinutes(sheet: Sheet, text: MinutesText): number {
  const { page, words } = sheet;
  const top = drawLongHead(sheet, text.host, text.partners);
  const section = (name: string): DrawnBlock[] =>
    textBlock(page, 'H2', words(name), STYLES.heading, { before: 6, keepsNext: true });
  const prose = (name: string, before = 2) =>
    paragraphs(page, words(name).split('\n'), STYLES.narrative, { before });
  const blocks = [
    ...prose('narrative'),
    ...section('counts-title'),
    ...factTable(page, words('counts-head'), words('counts')),
    ...(text.agenda.length > 0 ? [...section('agenda-title'), ...agenda(sheet, text)] : []),
    ...section('provinces-title'),
    ...provinces(sheet, text),
    ...section('log-title'),
    ...factTable(page, words('log-head'), words('log')),
    ...prose('end', 5),
    closingBlock(sheet),
  ];
  return drawPages(sheet, blocks, top);
}

function agenda({ page, words }: Sheet, text: MinutesText): DrawnBlock[] {
  const columns = [
    { head: words('col-time'), width: TIME },
    { head: words('col-agenda'), width: WIDTH - TIME },
  ];
  const rows = text.agenda.map(({ time, title }) => ({ cells: [time, title] }));
  return ledger(page, columns, [{ title: '', titleAgain: '', rows }]);
}

function provinces({ page, words }: Sheet, { rows, sum }: MinutesText): DrawnBlock[] {
  const names = ['col-province', 'col-regions', 'col-regions-signed', 'col-seats', 'col-met'];
  const columns = [...names, 'col-signatories'].map(
    (name, i): LedgerColumn => ({
      head: words(name),
      width: i === 0 ? 41 : 25,
      align: i === 0 ? 'left' : 'right',
    }),
  );
  const strong = columns.map(() => STYLES.cellStrong);
  const all: LedgerRow[] = [...rows.map((cells) => ({ cells })), { cells: sum, styles: strong }];
  return ledger(page, columns, [{ title: '', titleAgain: '', rows: all }]);
}
