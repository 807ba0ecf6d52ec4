// Reads a region set from CSV: code, level, name, province_code, province, timezone, and more.
import type { Region } from './region-model.ts';

const NEEDED = ['code', 'level', 'name', 'province_code', 'province', 'timezone'] as const;
const LEVEL_ORDER: Record<string, number> = { provinsi: 0 };

const record = (header: string[], line: string): Record<string, string> => {
  const cells = line.split(',');
  return Object.fromEntries(header.map((name, index) => [name, (cells[index] ?? '').trim()]));
};

const byCode = (a: Omit<Region, 'ordinal'>, b: Omit<Region, 'ordinal'>): number =>
  a.provinceCode.localeCompare(b.provinceCode) ||
  (LEVEL_ORDER[a.level] ?? 1) - (LEVEL_ORDER[b.level] ?? 1) ||
  a.code.localeCompare(b.code);

/**
 * The regions of a CSV text in the order of their tiles: by province, the provincial government
 * first, then by code. Throws when a column is missing or a code stands twice.
 */
export function parseRegions(csv: string): Region[] {
  const [head = '', ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = head.split(',').map((name) => name.trim());
  const missing = NEEDED.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Error(`The region file lacks columns: ${missing.join(', ')}`);
  const rows = lines.map((line) => {
    const cells = record(header, line);
    return {
      code: cells.code ?? '',
      level: cells.level ?? '',
      name: cells.name ?? '',
      provinceCode: cells.province_code ?? '',
      province: cells.province ?? '',
      timezone: cells.timezone ?? '',
    };
  });
  if (new Set(rows.map((row) => row.code)).size !== rows.length) {
    throw new Error('The region file names a code twice');
  }
  return inOrder(rows);
}

/** Regions with their places: by province, the provincial government first, then by code. */
export const inOrder = (rows: Omit<Region, 'ordinal'>[]): Region[] =>
  rows.toSorted(byCode).map((row, ordinal) => ({ ...row, ordinal }));
