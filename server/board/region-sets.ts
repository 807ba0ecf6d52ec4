// The seats of a region as the sets that its state is decided over, and the cells of the matrix.
import { CELL } from '../protocol/matrix.ts';
import type { RegionSets } from './board-rules.ts';
import { isPresent, type SeatState } from './board-seats.ts';
import { cameLate, type Lateness } from './lateness.ts';

/** The sets of one region, or of the seats outside regions; one pass, as boards have many seats. */
export function regionSets(states: readonly SeatState[]): RegionSets {
  const sets = {
    all: new Set<string>(),
    required: new Set<string>(),
    present: new Set<string>(),
    signed: new Set<string>(),
    obliged: new Set<string>(),
  };
  for (const state of states) {
    const { _id: id, required } = state.seat;
    sets.all.add(id);
    if (required) sets.required.add(id);
    if (isPresent(state)) sets.present.add(id);
    if (state.signed) sets.signed.add(id);
    if (state.obliged) sets.obliged.add(id);
  }
  return sets;
}

/**
 * A seat's facts as one number (`CELL`). `lateness` undefined: nobody can be late. Being late
 * belongs to the seat: who takes it over later does not make it late.
 */
export function cellOf(state: SeatState, lateness: Lateness | undefined): number {
  const { seat, intervals, signed, holders, obliged } = state;
  return (
    (isPresent(state) ? CELL.present : 0) +
    (intervals.length > 0 ? CELL.wasPresent : 0) +
    (signed ? CELL.signed : 0) +
    (lateness && isLate(state, lateness) ? CELL.late : 0) +
    (seat.required ? CELL.required : 0) +
    (holders.size > 0 ? CELL.held : 0) +
    (obliged ? CELL.obliged : 0)
  );
}

const isLate = (state: SeatState, lateness: Lateness): boolean => {
  state.late ??= cameLate(state.intervals, lateness);
  return state.late;
};
