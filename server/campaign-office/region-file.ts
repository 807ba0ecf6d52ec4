// Reads a region file as it was sent: the whole of it judged, nothing stored.
import { AppError } from '../core/app-error.ts';
import { type SheetRow, sheetRows } from '../core/sheets/sheet-rows.ts';
import {
  type BadRegionRow,
  findRegionColumns,
  judgeRegionRows,
  type Region,
} from '../regions/index.ts';

/** Indonesia has 552 provinces, regencies and cities. */
export const REGIONS_MAX = 1_000;

/**
 * Regions and bad rows of a CSV or XLSX. Throws SHEET_EMPTY, SHEET_COLUMN_MISSING, and what
 * `sheetRows` throws; SHEET_TOO_LONG at the first row too many.
 */
export async function readRegionFile(
  bytes: Buffer,
  canPrint: (text: string) => boolean = () => true,
): Promise<{ regions: Region[]; bad: BadRegionRow[] }> {
  const [header, ...rows] = await collect(bytes);
  if (!header || rows.length === 0) throw new AppError('SHEET_EMPTY');
  const columns = findRegionColumns(header.cells);
  if ('missing' in columns) {
    throw new AppError('SHEET_COLUMN_MISSING', { because: `${columns.missing.join(', ')}.` });
  }
  return judgeRegionRows(rows, columns, canPrint);
}

async function collect(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheetRows(bytes)) {
    rows.push(row);
    if (rows.length > REGIONS_MAX + 1) throw new AppError('SHEET_TOO_LONG', { limit: REGIONS_MAX });
  }
  return rows;
}
