// A table as a CSV or XLSX file, made row by row while it is read. A cell is text, a number or a
// moment, never a formula, whatever its text begins with.
import { writeCsvStream } from 'hucre/csv';
import { writeXlsxStream } from 'hucre/xlsx';

export const FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** text is a string, number a number, moment milliseconds since the epoch; null is empty. */
export type CellKind = 'text' | 'number' | 'moment';
export type Cell = string | number | null;

export interface ExportTable {
  /** Name of the sheet: at most 31 characters. */
  name: string;
  columns: { header: string; kind: CellKind; width: number }[];
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>;
}

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const WIB_MS = 7 * 3_600_000;
/** A spreadsheet knows no zones: its moments are those of the wall clock in WIB. */
const wallClock = (moment: number): Date => new Date(moment + WIB_MS);
/** "2020-10-07 09:00:12", WIB. */
export const momentText = (moment: number): string =>
  wallClock(moment).toISOString().slice(0, 19).replace('T', ' ');

// "@" is the format of plain text: a cell stays text also when somebody edits it.
const NUMBER_FORMATS: Record<CellKind, string> = {
  text: '@',
  number: '0',
  moment: 'yyyy-mm-dd hh:mm:ss',
};

/** The file's bytes; reading them reads the rows, cancelling ends them. */
export const exportFile = (table: ExportTable, format: ExportFormat): ReadableStream<Uint8Array> =>
  format === 'csv' ? csvFile(table) : xlsxFile(table);

const csvFile = ({ columns, rows }: ExportTable): ReadableStream<Uint8Array> =>
  writeCsvStream(
    converted(rows, (cell, place) =>
      columns[place]?.kind === 'moment' && typeof cell === 'number' ? momentText(cell) : cell,
    ),
    // Excel takes a file for UTF-8 only when it begins with the mark.
    { columns: columns.map(({ header }) => header), bom: true, escapeFormulae: true },
  );

const xlsxFile = ({ name, columns, rows }: ExportTable): ReadableStream<Uint8Array> =>
  writeXlsxStream(
    converted(rows, (cell, place) =>
      columns[place]?.kind === 'moment' && typeof cell === 'number' ? wallClock(cell) : cell,
    ),
    {
      name,
      columns: columns.map(({ header, kind, width }) => ({
        header,
        width,
        numFmt: NUMBER_FORMATS[kind],
      })),
      freezePane: { rows: 1 },
    },
  );

async function* converted<T>(
  rows: ExportTable['rows'],
  convert: (cell: Cell, place: number) => T,
): AsyncGenerator<T[], void, undefined> {
  for await (const row of rows) yield row.map(convert);
}
