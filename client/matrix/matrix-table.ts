// The matrix's tables on the page: which seats they show, and how a cell is drawn anew.
import type { RegionState } from '../../server/protocol/board.ts';
import { clusterSentence } from '../../server/protocol/board-words.ts';
import { isLate } from '../../server/protocol/matrix.ts';
import {
  cellMark,
  countCells,
  type MatrixSeat,
  OUTSIDE,
  officeAt,
} from '../../server/protocol/matrix-filter.ts';
import { make, setText } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';

export type Offices = readonly { code: string; title: string }[];

/** A row of the page with its seats; a row outside regions is one seat of the row `''`. */
export interface TableRow {
  element: HTMLTableRowElement;
  /** Region's code; '' outside regions. */
  code: string;
  /** Of the row's cells in the matrix, the one this row begins with. */
  first: number;
  cells: HTMLTableCellElement[];
  seat(place: number, cell: number): MatrixSeat;
}

export interface TableProvince {
  element: HTMLElement;
  name: string;
  rows: TableRow[];
}

/** Marks whose word is too long for a cell. */
const SHORT = ['free', 'signed'];
const BRIEFLY_MS = 4_000;
const cellsOf = (row: Element): HTMLTableCellElement[] => [
  ...row.querySelectorAll<HTMLTableCellElement>('td.m-sel'),
];

const regionRow = (
  element: HTMLTableRowElement,
  province: { name: string; code: string },
  offices: Offices,
): TableRow => {
  const region = element.querySelector('a')?.textContent ?? '';
  return {
    element,
    code: element.dataset.d ?? '',
    first: 0,
    cells: cellsOf(element),
    seat(place, cell) {
      const { code: officeCode, title: office } = officeAt(offices, place);
      const { name, code: provinceCode } = province;
      return { region, province: name, provinceCode, office, officeCode, cell };
    },
  };
};

/** The provinces of the page with their rows, as the server rendered them. */
export const readProvinces = (offices: Offices): TableProvince[] =>
  [...document.querySelectorAll<HTMLElement>('tbody[data-prov]')].map((element) => {
    const name = element.querySelector('.m-prov b')?.textContent ?? '';
    const province = { name, code: element.dataset.prov ?? '' };
    const rows = element.querySelectorAll<HTMLTableRowElement>('tr[data-d]');
    return { element, name, rows: [...rows].map((row) => regionRow(row, province, offices)) };
  });

/** The rows outside regions. */
export const readOutside = (): TableRow[] =>
  [...document.querySelectorAll<HTMLTableRowElement>('[data-luar] tbody tr')].map(
    (element, first) => {
      const region = element.querySelector('a')?.textContent ?? '';
      const office = element.querySelector('td')?.textContent ?? '';
      const province = document.querySelector('[data-luar] caption')?.textContent ?? '';
      const seat = (_place: number, cell: number): MatrixSeat => ({
        ...{ region, province, provinceCode: OUTSIDE, office, officeCode: '', cell },
      });
      return { element, code: '', first, cells: cellsOf(element), seat };
    },
  );

/** Draws one cell; true when it differs from what stood there. */
export function drawCell(element: HTMLTableCellElement, cell: number): boolean {
  const mark = cellMark(cell);
  const late = isLate(cell);
  const { classList } = element;
  if (classList.contains(mark) && classList.contains('lambat') === late) return false;
  element.className = `m-sel ${mark}${late ? ' lambat' : ''}${classList.contains('kena') ? ' kena' : ''}`;
  const word = make('b', text(SHORT.includes(mark) ? `short.${mark}` : `marks.${mark}`));
  element.replaceChildren(word, ...(late ? [make('em', text('late'))] : []));
  return true;
}

/** Shows for a moment which cell changed; its place and size stay. */
export function flash(element: Element): void {
  element.classList.add('baru');
  setTimeout(() => element.classList.remove('baru'), BRIEFLY_MS);
}

/** The figure at the end of a region's row, and its tile. */
export function drawRegion(
  row: TableRow,
  cells: readonly number[],
  view: { flag: 'present' | 'signed'; state: RegionState; offices: number },
): void {
  const tile = row.element.querySelector('.ub');
  if (tile) setSymbol(tile, `u${view.state}`);
  const count = countCells(cells, view.flag);
  setText(row.element.querySelector('.m-angka'), `${count}/${cells.length}`);
  const extra = cells.slice(view.offices);
  const words = extra.length > 0 ? `${countCells(extra, view.flag)}/${extra.length}` : '';
  setText(row.element.querySelector('.m-lebih'), words);
}

/** The sentence beside a province's name. */
export function drawProvince(
  { element, name, rows }: TableProvince,
  states: ReadonlyMap<string, RegionState>,
): void {
  const own = rows.map(({ code }) => states.get(code) ?? 0);
  const sentence = clusterSentence(name, own, text).replace(`${name}: `, '');
  setText(element.querySelector('.m-prov small'), sentence);
}
