// Which seats of the matrix a search and its filters mean: the server's page and the browser's.
import { CELL, cellState, isLate } from './matrix.ts';
import { fold, searchOf, wordsOf } from './search.ts';

/** The marks of a cell, most telling first; `free` has no holder. */
const CELL_MARKS = ['signed', 'present', 'was-present', 'absent', 'free'] as const;
export type CellMark = (typeof CELL_MARKS)[number];

/** The mark of a cell: its state, or that nobody has registered for the seat. */
export function cellMark(cell: number): CellMark {
  const state = cellState(cell);
  return state === 'signed' || cell & CELL.held ? state : 'free';
}

/** A filter's state as it stands in the address. Late holds beside any other. */
export const MATRIX_STATES = {
  hadir: 'present',
  'pernah-hadir': 'was-present',
  'belum-hadir': 'absent',
  menandatangani: 'signed',
  terlambat: 'late',
  'belum-ada-pendaftar': 'free',
} as const satisfies Record<string, CellMark | 'late'>;
export type MatrixState = keyof typeof MATRIX_STATES;

/** In the addresses of this page the province of what is outside regions. */
export const OUTSIDE = 'pusat';

/** Empty fields filter nothing. */
export interface MatrixFilter {
  search: string;
  /** Province's code, or OUTSIDE. */
  province: string;
  /** The office's code within the campaign. */
  office: string;
  state: MatrixState | '';
}

/** A seat as the filter sees it: where it is, which office, and what is so now. */
export interface MatrixSeat {
  region: string;
  province: string;
  provinceCode: string;
  office: string;
  officeCode: string;
  cell: number;
}

const hasState = (cell: number, state: MatrixState | ''): boolean => {
  if (state === '') return true;
  const wanted = MATRIX_STATES[state];
  return wanted === 'late' ? isLate(cell) : cellMark(cell) === wanted;
};

/** Whether several words stand, as they were typed, in one of the names. */
const isName = (words: readonly string[], names: readonly string[]): boolean =>
  words.length > 1 && names.some((name) => fold(name).includes(words.join(' ')));

/**
 * Makes the test of one filter. Each word of the search has to stand in the region, its province
 * or the office; a word may be the beginning or the middle of another. Who types the name of a
 * region means that region: when the words stand so in one of `names`, only names are searched
 * (else "Ogan Komering Ulu Selatan" would find all of Ogan Komering Ulu in Sumatera Selatan).
 */
export function matcherOf(
  filter: MatrixFilter,
  names: readonly string[],
): (seat: MatrixSeat) => boolean {
  const words = wordsOf(filter.search);
  const finds = searchOf(filter.search);
  const phrase = isName(words, names) ? words.join(' ') : undefined;
  return (seat) => {
    if (filter.province !== '' && seat.provinceCode !== filter.province) return false;
    if (filter.office !== '' && seat.officeCode !== filter.office) return false;
    if (!hasState(seat.cell, filter.state)) return false;
    if (words.length === 0) return true;
    if (phrase !== undefined) return fold(seat.region).includes(phrase);
    return finds(`${seat.region} ${seat.province} ${seat.office}`);
  };
}

/** True when the filter leaves anything out. */
export const isFiltering = ({ search, province, office, state }: MatrixFilter): boolean =>
  fold(search) !== '' || province !== '' || office !== '' || state !== '';

/** True when the filter picks single seats of a region, which are then marked in its row. */
export const picksSeats = ({ office, state }: MatrixFilter): boolean =>
  office !== '' || state !== '';

/**
 * The office of a row's seat by its place. A rehearsal may have more seats than its campaign has
 * offices: every office a second time, a third (see invitations/repeat-seats.ts).
 */
export function officeAt<T extends { code: string; title: string }>(
  offices: readonly T[],
  place: number,
): { code: string; title: string } {
  const office = offices[place % Math.max(offices.length, 1)];
  const turn = 1 + Math.floor(place / Math.max(offices.length, 1));
  if (!office) return { code: '', title: '' };
  const { code, title } = office;
  return turn === 1 ? { code, title } : { code: `${code}-${turn}`, title: `${title} ${turn}` };
}

/** How many seats of a row are present now, or have signed. */
export const countCells = (cells: readonly number[], flag: 'present' | 'signed'): number =>
  cells.reduce((sum, cell) => sum + (cell & CELL[flag] ? 1 : 0), 0);
