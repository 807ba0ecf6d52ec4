// The staff's matrix as it travels: every seat of every region as a small sum of facts. No person.
// Types only: the browser's pages load no schema library for it.

/** What a cell's number is the sum of; a seat's facts, independent of each other. */
export const CELL = {
  /** Present now. */
  present: 1,
  /** Was present at some moment of this session; stays once set. */
  wasPresent: 2,
  signed: 4,
  /** First present later than the session's rule allows. */
  late: 8,
  /** Decides whether its region is complete. */
  required: 16,
  /** Has a holder: somebody registered. */
  held: 32,
  /** Its holder had checked in when signing opened: their signature is waited for. */
  obliged: 64,
} as const;

/** [region code, empty for Pusat dan Kanreg; one number a seat, in the order of the seats] */
export type MatrixRow = [code: string, cells: number[]];

export interface MatrixSnapshot {
  v: number;
  rows: MatrixRow[];
}

/** Rows that changed from version `from` to `v`; a screen that is not at `from` asks anew. */
export interface MatrixDelta extends MatrixSnapshot {
  from: number;
}

/** The words of the matrix, most telling first: a seat is shown by the first one that holds. */
const CELL_STATES = ['signed', 'present', 'was-present', 'absent'] as const;
export type CellState = (typeof CELL_STATES)[number];

/** The word of a cell; being late is a mark beside it (`isLate`), not a state of its own. */
export function cellState(cell: number): CellState {
  if (cell & CELL.signed) return 'signed';
  if (cell & CELL.present) return 'present';
  return cell & CELL.wasPresent ? 'was-present' : 'absent';
}

/** Whether the seat's holder came later than the rule allows. */
export const isLate = (cell: number): boolean => (cell & CELL.late) !== 0;
