// The seats of a region as the sets that its state is decided over, and the cells of the matrix.
import { CELL } from '../protocol/matrix.ts';
import type { RegionSets } from './board-rules.ts';
import { isPresent, type SeatState } from './board-seats.ts';
import { cameLate, type Lateness } from './lateness.ts';

const idsOf = (states: SeatState[], has: (state: SeatState) => boolean): Set<string> =>
  new Set(states.filter(has).map(({ seat }) => seat._id));

/** The sets of one region, or of the seats outside regions. */
export const regionSets = (states: SeatState[]): RegionSets => ({
  all: idsOf(states, () => true),
  required: idsOf(states, ({ seat }) => seat.required),
  present: idsOf(states, isPresent),
  signed: idsOf(states, ({ signed }) => signed),
  obliged: idsOf(states, ({ obliged }) => obliged),
});

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
