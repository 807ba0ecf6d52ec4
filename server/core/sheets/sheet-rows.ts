// The rows of an uploaded CSV or XLSX one after the other, other work coming between them.
import { setImmediate as breathe } from 'node:timers/promises';
import { detectDelimiter, streamCsvRows } from 'hucre/csv';
import { streamXlsxRows } from 'hucre/xlsx';
import { CELL_MAX, COLUMNS_MAX, SHEET_ROWS_MAX } from '../../protocol/limits.ts';
import { AppError } from '../app-error.ts';
import { safeXlsx } from './safe-xlsx.ts';
import { hasMoreLines, isBinary, isZip, textOf } from './sheet-bytes.ts';

/** A row as it stands in the file; `line` counts from 1, the header among them. */
export interface SheetRow {
  line: number;
  cells: string[];
}

/** So many rows at once; then other visitors come first. */
const ROWS_AT_ONCE = 500;

/**
 * The rows that hold anything. Throws SHEET_TOO_LONG at the first row too many, SHEET_BOMB,
 * SHEET_UNREADABLE.
 */
export async function* sheetRows(bytes: Buffer): AsyncGenerator<SheetRow, void, undefined> {
  if (!isZip(bytes) && isBinary(bytes)) throw new AppError('SHEET_UNREADABLE');
  // Before a row is read, and before any of them is stored by whoever reads them.
  if (!isZip(bytes) && hasMoreLines(bytes, SHEET_ROWS_MAX + 1)) throw tooLong();
  let count = 0;
  for await (const row of isZip(bytes) ? xlsxRows(bytes) : csvRows(textOf(bytes))) {
    if (row.line > SHEET_ROWS_MAX + 1) throw tooLong();
    count++;
    if (count % ROWS_AT_ONCE === 0) await breathe();
    if (row.cells.some((cell) => cell !== '')) yield row;
  }
}

const tooLong = () => new AppError('SHEET_TOO_LONG', { limit: SHEET_ROWS_MAX });

const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString() : String(value);
  return text.slice(0, CELL_MAX).trim();
};

const cellsOf = (values: unknown[]): string[] => {
  if (values.length > COLUMNS_MAX) throw new AppError('SHEET_UNREADABLE');
  return values.map(cellText);
};

function* csvRows(text: string): Generator<SheetRow, void, undefined> {
  const delimiter = detectDelimiter(text.slice(0, 20_000));
  let line = 1;
  // Files of this platform guard a cell like "+62…" with an apostrophe: read back, it is off again.
  const options = { delimiter, skipBom: true, unescapeFormulae: true };
  for (const values of streamCsvRows(text, options)) {
    yield { line, cells: cellsOf(values) };
    // A quoted cell may hold breaks: the line is the one that an editor shows.
    line += 1 + values.reduce<number>((sum, value) => sum + breaksIn(value), 0);
  }
}

// Counted in place: a quote that is never closed makes one cell of a whole file.
function breaksIn(value: unknown): number {
  if (typeof value !== 'string') return 0;
  let count = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) count++;
  return count;
}

async function* xlsxRows(bytes: Buffer): AsyncGenerator<SheetRow, void, undefined> {
  const rows = streamXlsxRows(await safeXlsx(bytes));
  try {
    for await (const { index, values } of rows) yield { line: index + 1, cells: cellsOf(values) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('SHEET_UNREADABLE', {}, error);
  }
}
