// How large a document of many rows may become: its file must still be one that can be verified.
import { AppError } from '../core/app-error.ts';
import { PDF_MAX } from '../protocol/limits.ts';
import type { LongData } from './certificate-data.ts';

/**
 * What a row weighs in the finished file, measured on rolls of 3,000 to 10,000 rows: its tags, and
 * its text drawn and in the workbook. With the frozen rows beside it a file of PDF_MAX stays below
 * the 16 MB that MongoDB allows for a document.
 */
const ROW_BYTES = 300;
const TEXT_FACTOR = 2.4;

/** About how many bytes the finished file has. */
export const estimatedBytes = (data: Pick<LongData, 'rows'> & { details?: unknown }): number => {
  const { rows, details } = data;
  return rows.length * ROW_BYTES + weightOf(rows) + weightOf(details ?? []);
};

const weightOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) * TEXT_FACTOR;

/** Throws DOCUMENT_TOO_LARGE before anything is reserved. */
export function assertFits(data: LongData): void {
  const bytes = estimatedBytes(data);
  if (bytes <= PDF_MAX) return;
  const fit = Math.floor((data.rows.length * PDF_MAX) / bytes);
  throw new AppError('DOCUMENT_TOO_LARGE', { rows: data.rows.length, limit: fit });
}
