// A region file as it was handed in, judged row by row: what can be taken, and why the rest can't.
import type { SheetRow } from '../core/sheets/sheet-rows.ts';
import { inOrder } from './region-csv.ts';
import type { Region } from './region-model.ts';

export const REGION_PROBLEMS = [
  'CODE_MALFORMED',
  'CODE_TWICE',
  'LEVEL_UNKNOWN',
  'LEVEL_CODE',
  'NAME_MISSING',
  'NAME_TWICE',
  'NAME_LONG',
  'PROVINCE_MISSING',
  'PROVINCE_OTHER',
  'TIMEZONE_MISSING',
  'TIMEZONE_UNKNOWN',
] as const;
export type RegionProblem = (typeof REGION_PROBLEMS)[number];

/** A row that can't be taken; `hint` is what stands elsewhere (a line, another name), or ''. */
export interface BadRegionRow {
  line: number;
  problem: RegionProblem;
  value: string;
  hint: string;
}

const COLUMNS = {
  code: ['code', 'kode', 'kode daerah', 'kode wilayah'],
  level: ['level', 'tingkat', 'jenis'],
  name: ['name', 'nama', 'nama daerah', 'daerah'],
  province: ['province', 'provinsi', 'nama provinsi'],
  timezone: ['timezone', 'zona waktu', 'zona'],
} as const;
type Column = keyof typeof COLUMNS;
export type RegionColumns = Record<Column, number>;
const NAMES = Object.keys(COLUMNS) as Column[]; // its own keys

const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** Where the columns stand, or the names of those that are missing. */
export function findRegionColumns(
  header: readonly string[],
): RegionColumns | { missing: string[] } {
  const names = header.map(plain);
  const placeOf = (column: Column): number =>
    names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
  const places = NAMES.map((column) => [column, placeOf(column)] as const);
  const missing = places.filter(([, place]) => place < 0).map(([column]) => COLUMNS[column][1]);
  if (missing.length > 0) return { missing };
  // Every column has its place here.
  return Object.fromEntries(places) as RegionColumns;
}

const CODE = /^\d{2}(?:\.\d{2})?$/;
const LEVELS = ['provinsi', 'kabupaten', 'kota'];
const ZONES: Record<string, string> = {
  wib: 'Asia/Jakarta',
  wita: 'Asia/Makassar',
  wit: 'Asia/Jayapura',
  'asia/jakarta': 'Asia/Jakarta',
  'asia/makassar': 'Asia/Makassar',
  'asia/jayapura': 'Asia/Jayapura',
};
const NAME_MAX = 80;

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** What the rows before this one said. */
interface Seen {
  codes: Map<string, number>;
  names: Map<string, number>;
  /** The name of each province, by its code. */
  provinces: Map<string, string>;
  canPrint(text: string): boolean;
}

type Row = Record<Column, string>;
type Judged = { problem: RegionProblem; value: string; hint?: string };

const codeOf = ({ code, level }: Row): Judged | undefined => {
  if (!CODE.test(code)) return { problem: 'CODE_MALFORMED', value: code };
  if (!LEVELS.includes(level)) return { problem: 'LEVEL_UNKNOWN', value: level };
  const isProvince = code.length === 2;
  if (isProvince !== (level === 'provinsi')) {
    return { problem: 'LEVEL_CODE', value: level, hint: code };
  }
  return undefined;
};

const namesOf = (row: Row, { provinces, canPrint }: Seen): Judged | undefined => {
  const { code, name, province, timezone } = row;
  if (name === '') return { problem: 'NAME_MISSING', value: code };
  if (name.length > NAME_MAX || province.length > NAME_MAX || /\p{C}/u.test(name + province)) {
    return { problem: 'NAME_LONG', value: name.slice(0, NAME_MAX) };
  }
  if (!canPrint(`${name} ${province}`)) return { problem: 'NAME_LONG', value: name };
  if (province === '') return { problem: 'PROVINCE_MISSING', value: name };
  const before = provinces.get(code.slice(0, 2));
  if (before !== undefined && before !== province) {
    return { problem: 'PROVINCE_OTHER', value: province, hint: before };
  }
  if (timezone === '') return { problem: 'TIMEZONE_MISSING', value: name };
  if (!ZONES[timezone.toLowerCase()]) return { problem: 'TIMEZONE_UNKNOWN', value: timezone };
  return undefined;
};

const doubleOf = ({ code, name }: Row, { codes, names }: Seen): Judged | undefined => {
  const first = codes.get(code);
  if (first !== undefined) return { problem: 'CODE_TWICE', value: code, hint: String(first) };
  const same = names.get(nameKey(code, name));
  if (same !== undefined) return { problem: 'NAME_TWICE', value: name, hint: String(same) };
  return undefined;
};

const nameKey = (code: string, name: string): string => `${code.slice(0, 2)} ${name.toLowerCase()}`;

/**
 * Judges all rows; the first of two with the same code or name counts. The regions come in the
 * order of the board: by province, the provincial government first, then by code.
 */
export function judgeRegionRows(
  rows: readonly SheetRow[],
  columns: RegionColumns,
  canPrint: (text: string) => boolean,
): { regions: Region[]; bad: BadRegionRow[] } {
  const seen: Seen = { codes: new Map(), names: new Map(), provinces: new Map(), canPrint };
  const bad: BadRegionRow[] = [];
  const regions: Omit<Region, 'ordinal'>[] = [];
  for (const { line, cells } of rows) {
    const row = rowOf(cells, columns);
    const judged = codeOf(row) ?? doubleOf(row, seen) ?? namesOf(row, seen);
    if (CODE.test(row.code) && !seen.codes.has(row.code)) seen.codes.set(row.code, line);
    if (judged) {
      bad.push({ line, hint: '', ...judged });
      continue;
    }
    seen.names.set(nameKey(row.code, row.name), line);
    const provinceCode = row.code.slice(0, 2);
    seen.provinces.set(provinceCode, row.province);
    const timezone = ZONES[row.timezone.toLowerCase()] ?? '';
    regions.push({ ...row, provinceCode, timezone });
  }
  return { regions: inOrder(regions), bad };
}

const rowOf = (cells: readonly string[], columns: RegionColumns): Row => {
  const cell = (column: Column): string => tidy(cells[columns[column]] ?? '');
  return {
    ...{ code: cell('code'), level: cell('level').toLowerCase(), name: cell('name') },
    ...{ province: cell('province'), timezone: cell('timezone') },
  };
};
