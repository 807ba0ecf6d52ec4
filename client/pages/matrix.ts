// The staff's matrix: searched and filtered at once, and kept true over the live socket.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/matrix.css';
import type { MatrixRow } from '../../server/protocol/matrix.ts';
import { isFiltering, matcherOf, picksSeats } from '../../server/protocol/matrix-filter.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { createMessages } from '../lib/messages.ts';
import { dataWith, number, text } from '../lib/page-data.ts';
import { createFilterForm } from '../matrix/filter-form.ts';
import { followMatrix, type MatrixPicture } from '../matrix/follow-matrix.ts';
import { createLineNote } from '../matrix/line-note.ts';
import {
  drawCell,
  drawProvince,
  drawRegion,
  flash,
  type Offices,
  readOutside,
  readProvinces,
  type TableRow,
} from '../matrix/matrix-table.ts';

const FLASHED_AT_ONCE = 40;

interface MatrixData {
  session: string;
  offices: Offices;
  rows: MatrixRow[];
  /** The campaign has a declaration to sign. */
  signs: boolean;
}

const data = dataWith<MatrixData>('session', 'offices', 'rows', 'signs');
const form = document.querySelector<HTMLFormElement>('[data-saring]');
const provinces = readProvinces(data.offices);
const outside = readOutside();
const regions = provinces.flatMap(({ rows }) => rows);
const names = regions.map((row) => row.seat(0, 0).region);
const cells = new Map<string, number[]>(data.rows);
const stale = document.querySelector('[data-basi]');

const ownCells = ({ code, first, cells: own }: TableRow): number[] => {
  const all = cells.get(code) ?? [];
  return code === '' ? all.slice(first, first + own.length) : all;
};

/** Which rows the filter means now, and which of their seats. */
const find = (): Map<TableRow, boolean[]> => {
  const matches = matcherOf(filter.current(), names);
  const found = (row: TableRow) => ownCells(row).map((cell, at) => matches(row.seat(at, cell)));
  return new Map([...regions, ...outside].map((row) => [row, found(row)]));
};

const markFound = (row: TableRow, found: readonly boolean[], marked: boolean): void => {
  row.cells.forEach((cell, place) => {
    cell.classList.toggle('kena', marked && found[place] === true);
  });
};

const showCount = (filtering: boolean): void => {
  const count = (rows: readonly TableRow[]) => rows.filter(({ element }) => !element.hidden).length;
  const [shown, seats] = [count(regions), count(outside)];
  const parameters = { regions: number(filtering ? shown : regions.length), seats: number(seats) };
  const withSeats = shown > 0 ? 'foundOutside' : 'onlyOutside';
  const key = seats > 0 ? withSeats : 'found';
  setText(document.querySelector('[data-jumlah]'), text(filtering ? key : 'all', parameters));
  setHidden(document.querySelector('[data-kosong]'), shown + seats > 0);
  setHidden(document.querySelector('[data-matriks]'), shown === 0);
  setHidden(document.querySelector('[data-luar]'), seats === 0);
};

/** Shows what the filter means, after a change of it or on request. */
function applyFilter(): void {
  const current = filter.current();
  const marked = picksSeats(current);
  for (const [row, found] of find()) {
    row.element.hidden = !found.includes(true);
    markFound(row, found, marked);
  }
  for (const { element, rows } of provinces) {
    element.hidden = rows.every((row) => row.element.hidden);
  }
  setHidden(document.querySelector('.m-hasil [data-hapus]'), !isFiltering(current));
  setHidden(stale, true);
  showCount(isFiltering(current));
}

/** Rows neither come nor go by themselves while somebody reads: a button says that they would. */
function offerFilter(): void {
  const marked = picksSeats(filter.current());
  let differs = false;
  for (const [row, found] of find()) {
    differs ||= row.element.hidden === found.includes(true);
    markFound(row, found, marked);
  }
  setHidden(stale, !differs);
}

const drawRows = (rows: readonly MatrixRow[]): HTMLElement[] => {
  for (const [code, list] of rows) cells.set(code, list);
  return [...regions, ...outside].flatMap((row) => {
    const own = ownCells(row);
    return row.cells.filter((element, place) => drawCell(element, own[place] ?? 0));
  });
};

let isFirst = true;

function draw({ rows, states, status }: MatrixPicture): void {
  const flag = data.signs && status?.signingOpenedAt ? 'signed' : 'present';
  const changed = drawRows(rows);
  for (const row of regions) {
    const state = states.get(row.code) ?? 0;
    drawRegion(row, ownCells(row), { flag, state, offices: data.offices.length });
  }
  for (const province of provinces) drawProvince(province, states);
  setText(document.querySelector('[data-dihitung]'), text(`counted.${flag}`));
  if (changed.length > 0 && !isFirst) {
    // A crowd that arrives at once is no news of single seats.
    if (changed.length <= FLASHED_AT_ONCE) changed.forEach(flash);
    note.updated();
  }
  isFirst = false;
  offerFilter();
}

if (!form) throw new Error('The page has no filter');
const filter = createFilterForm(form, applyFilter);
const note = createLineNote(createMessages());
stale?.addEventListener('click', applyFilter);
for (const link of document.querySelectorAll('[data-hapus]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    filter.clear();
  });
}
applyFilter();
followMatrix(data.session, draw, note.line);
