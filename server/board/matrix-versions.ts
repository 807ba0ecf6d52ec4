// The matrix of one session in memory: the cells of its seats, with versions of their own.
import type { MatrixDelta, MatrixRow, MatrixSnapshot } from '../protocol/matrix.ts';
import type { SeatBook } from './board-seats.ts';
import { type Lateness, sameLateness } from './lateness.ts';
import { cellOf } from './region-sets.ts';

export interface MatrixVersions {
  v: number;
  /** By region's code, empty for Pusat dan Kanreg, in the order of the regions. */
  rows: Map<string, MatrixRow>;
  /** undefined: nobody can be late. */
  lateness: Lateness | undefined;
}

/** No row yet. */
export const createMatrixVersions = (firstVersion: number): MatrixVersions => ({
  v: firstVersion,
  rows: new Map(),
  lateness: undefined,
});

/** The whole matrix as of its version. */
export const matrixSnapshot = ({ v, rows }: MatrixVersions): MatrixSnapshot => ({
  v,
  rows: [...rows.values()],
});

/** Sets by what somebody is late; every cell may change with it. */
export function setLateness(
  matrix: MatrixVersions,
  book: SeatBook,
  lateness: Lateness | undefined,
): void {
  if (sameLateness(lateness, matrix.lateness)) return;
  matrix.lateness = lateness;
  for (const state of book.seats.values()) state.late = undefined;
  for (const region of book.byRegion.keys()) book.stale.cells.add(region);
}

/** Takes another matrix's place: the next delta leads from its snapshot to what is so here. */
export function continueMatrix(matrix: MatrixVersions, { v, rows }: MatrixSnapshot): void {
  matrix.v = v;
  matrix.rows = new Map(rows.map((row) => [row[0], row]));
}

/** What changed since the last call; undefined when nothing did. */
export function flushMatrix(matrix: MatrixVersions, book: SeatBook): MatrixDelta | undefined {
  const changed: MatrixRow[] = [];
  for (const region of book.stale.cells) {
    const cells = (book.byRegion.get(region) ?? []).map((seat) => cellOf(seat, matrix.lateness));
    const code = region ?? '';
    const before = matrix.rows.get(code)?.[1];
    if (before?.length === cells.length && cells.every((cell, at) => cell === before[at])) continue;
    const row: MatrixRow = [code, cells];
    matrix.rows.set(code, row);
    changed.push(row);
  }
  book.stale.cells.clear();
  if (changed.length === 0) return undefined;
  matrix.v += 1;
  return { v: matrix.v, from: matrix.v - 1, rows: changed };
}
