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
  /** Minutes of before there were any have none. */
  details?: {
    isSealed: boolean;
    /** Office, seats, who came, who met the rule, signed. */
    offices: string[][];
    /** Beginning of the hour, arrived, present at its end, left, signed. */
    hours: string[][];
    /** Region, and its offices: signed, came without signing, did not come. */
    provinces: { title: string; rows: string[][] }[];
  };
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
    ...(text.details ? countTables(sheet, text.details, section) : []),
    ...section('log-title'),
    ...factTable(page, words('log-head'), words('log')),
    ...(text.details ? regionTable(sheet, text.details, section) : []),
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

type Details = NonNullable<MinutesText['details']>;
type Section = (name: string) => DrawnBlock[];

/** The ceremony as it was sealed, the counts by office and by hour. */
function countTables({ page, words }: Sheet, details: Details, section: Section): DrawnBlock[] {
  const { isSealed, offices, hours } = details;
  const table = (names: string[], rows: string[][]): DrawnBlock[] => {
    const columns = names.map(
      (name, i): LedgerColumn => ({
        head: words(name),
        width: i === 0 ? WIDTH - 25 * (names.length - 1) : 25,
        align: i === 0 ? 'left' : 'right',
      }),
    );
    const all = rows.map((cells) => ({ cells }));
    return ledger(page, columns, [{ title: '', titleAgain: '', rows: all }]);
  };
  const ofOffice = ['col-seat', 'col-seats', 'col-came', 'col-met', 'col-signatories'];
  const ofHour = ['col-hour', 'col-arrived', 'col-present', 'col-left', 'col-signatories'];
  return [
    ...(offices.length > 0 ? [...section('offices-title'), ...table(ofOffice, offices)] : []),
    ...(hours.length > 0 ? [...section('hours-title'), ...table(ofHour, hours)] : []),
    ...(isSealed ? section('ceremony-title') : []),
    ...(isSealed ? factTable(page, words('ceremony-head'), words('ceremony')) : []),
  ];
}

/** Each region's offices: who signed, who came without signing, who did not come. */
function regionTable({ page, words }: Sheet, details: Details, section: Section): DrawnBlock[] {
  if (details.provinces.length === 0) return [];
  const heads = ['col-region', 'col-signatories', 'col-not-signed', 'col-absent'];
  const widths = [36, 46, 38, WIDTH - 120];
  const columns = heads.map((name, i) => ({ head: words(name), width: widths[i] ?? 40 }));
  const again = words('again');
  const groups = details.provinces.map(({ title, rows }) => ({
    title,
    titleAgain: `${title} ${again}`,
    rows: rows.map((cells) => ({ cells })),
  }));
  return [...section('regions-title'), ...ledger(page, columns, groups)];
}
