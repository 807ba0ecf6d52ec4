// The rows of a long document as an XLSX that travels inside its PDF. A cell is text or a number,
// never a formula, whatever its text begins with.
import type { ColumnDef } from 'hucre/xlsx';
import type { LongData } from './certificate-data.ts';
import { local, ZONES, type Zone } from './printed-dates.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Words = (block: string) => string;
type Cell = string | number;
interface Table {
  columns: { head: string; width: number; isNumber?: boolean }[];
  rows: Cell[][];
}

/** The workbook's bytes. */
export async function longWorkbook(data: LongData, words: Words): Promise<Buffer> {
  // Some 10 MB in each thread, for the few documents that have a table.
  const { writeXlsxStream } = await import('hucre/xlsx');
  const { columns, rows } = tableOf(data, words);
  const defined = columns.map(
    ({ head, width, isNumber }): ColumnDef => ({
      header: head,
      width,
      // "@" is plain text: a cell stays text also when somebody edits it.
      numFmt: isNumber ? '0' : '@',
    }),
  );
  const options = { name: data.number.slice(0, 31), columns: defined, freezePane: { rows: 1 } };
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeXlsxStream(rows, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same rows as the page's, with the whole hash and the moment in the region's zone. */
export function tableOf(data: LongData, words: Words): Table {
  if (data.kind === 'region') return regionTable(data, words);
  if (data.kind === 'roll') return rollTable(data, words);
  return minutesTable(data, words);
}

const momentCells = (iso: string, zone: Zone): [string, string] => [
  local(iso, zone).toISOString().slice(0, 19).replace('T', ' '),
  ZONES[zone].name,
];

/** One column more where somebody signed late; tables of others stay as they were. */
const lateColumn = (isThere: boolean, words: Words): Table['columns'] =>
  isThere ? [{ head: words('col-window'), width: 12 }] : [];

function regionTable(data: Extract<LongData, { kind: 'region' }>, words: Words): Table {
  const heads = ['col-acting', 'col-seat', 'col-name', 'col-mark', 'col-signed', 'col-zone'];
  const hasLate = data.rows.some(({ signed }) => signed?.late);
  return {
    columns: [
      { head: words('col-number'), width: 6, isNumber: true },
      ...heads.map((head) => ({ head: words(head), width: 24 })),
      { head: words('col-leaf-full'), width: 68 },
      ...lateColumn(hasLate, words),
    ],
    rows: data.rows.map(({ seat, signed }, i) =>
      signed
        ? [
            ...[i + 1, signed.acting ?? '', seat, signed.name ?? words('erased')],
            signed.mark ? words(signed.mark.method) : '',
            ...momentCells(signed.signedAt, data.event.timezone),
            signed.leafHash,
            ...(hasLate ? [signed.late ? words('late') : ''] : []),
          ]
        : [i + 1, '', seat, words('unsigned'), '', '', '', '', ...(hasLate ? [''] : [])],
    ),
  };
}

function rollTable(data: Extract<LongData, { kind: 'roll' }>, words: Words): Table {
  const heads = ['col-province', 'col-region', 'col-acting', 'col-seat', 'col-name', 'col-signed'];
  const hasLate = data.rows.some(({ late }) => late);
  return {
    columns: [
      { head: words('col-number'), width: 8, isNumber: true },
      ...[...heads, 'col-zone'].map((head) => ({ head: words(head), width: 26 })),
      { head: words('col-leaf-full'), width: 68 },
      ...lateColumn(hasLate, words),
    ],
    rows: data.rows.map((row, i) => [
      ...[i + 1, row.province ?? words('outside'), row.region ?? words('outside-region')],
      ...[row.acting ?? '', row.seat, row.name ?? words('erased')],
      ...momentCells(row.signedAt, row.timezone),
      row.leafHash,
      ...(hasLate ? [row.late ? words('late') : ''] : []),
    ]),
  };
}

function minutesTable(data: Extract<LongData, { kind: 'minutes' }>, words: Words): Table {
  const heads = ['col-regions', 'col-regions-signed', 'col-seats', 'col-met', 'col-signatories'];
  const counts = (row: typeof data.totals) => [
    ...[row.regions, row.regionsSigned, row.seats, row.met, row.signed],
  ];
  return {
    columns: [
      { head: words('col-province'), width: 30 },
      ...heads.map((head) => ({ head: words(head), width: 20, isNumber: true })),
    ],
    rows: [
      ...data.rows.map((row) => [row.province ?? words('outside'), ...counts(row)]),
      [words('sum'), ...counts(data.totals)],
    ],
  };
}
