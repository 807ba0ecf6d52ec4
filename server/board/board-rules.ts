// A region's state and the board's figures as pure functions over sets.
import type { BoardCounters, BoardRow, RegionState } from '../protocol/board.ts';

/** What the board knows of one seat; everything else is derived. */
export interface SeatFacts {
  required: boolean;
  present: boolean;
  signed: boolean;
  /** The seat's holder had checked in when signing opened; fixed from then on. */
  obliged: boolean;
}

/**
 * complete: every required seat is present now. signed: every required seat that had checked in
 * when signing opened has signed, and at least one signature is there. As signatures are only
 * added and the obliged set is fixed, signed never goes back.
 */
export function regionState(seats: SeatFacts[]): RegionState {
  const required = seats.filter((seat) => seat.required);
  const obliged = required.filter((seat) => seat.obliged);
  const hasSignature = seats.some((seat) => seat.signed);
  if (hasSignature && obliged.every((seat) => seat.signed)) return 3;
  if (required.length > 0 && required.every((seat) => seat.present)) return 2;
  return seats.some((seat) => seat.present || seat.signed) ? 1 : 0;
}

const countOf = (seats: SeatFacts[], key: 'required' | 'present' | 'signed'): number =>
  seats.reduce((sum, seat) => sum + (seat[key] ? 1 : 0), 0);

/** The row of one region as it travels. */
export const boardRow = (code: string, seats: SeatFacts[]): BoardRow => [
  code,
  regionState(seats),
  countOf(seats, 'required'),
  countOf(seats, 'present'),
  countOf(seats, 'signed'),
];

/** The counters over all regions' rows and the seats outside regions. */
export function boardCounters(
  rows: BoardRow[],
  seatsInRegions: number,
  outside: SeatFacts[],
): BoardCounters {
  const atLeast = (state: RegionState) => rows.filter((row) => row[1] >= state).length;
  const sum = (place: 3 | 4) => rows.reduce((total, row) => total + row[place], 0);
  return {
    regions: rows.length,
    regionsPresent: rows.filter((row) => row[3] > 0).length,
    regionsComplete: atLeast(2),
    regionsSigned: atLeast(3),
    officialsPresent: sum(3),
    officialsSigned: sum(4),
    seats: seatsInRegions,
    outside: {
      seats: outside.length,
      present: countOf(outside, 'present'),
      signed: countOf(outside, 'signed'),
    },
  };
}
