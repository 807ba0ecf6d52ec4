// The seats of a region as the sets that its state is decided over, and the cells of the matrix.
import { CELL } from '../protocol/matrix.ts';
import type { RegionSets } from './board-rules.ts';
import { isPresent, type SeatState } from './board-seats.ts';

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
 * A seat's facts as one number (`CELL`). `lateAfter` is the last moment (milliseconds) at which a
 * first arrival is in time; undefined when nobody can be late. Being late belongs to the seat: who
 * takes it over later does not make it late.
 */
export function cellOf(state: SeatState, lateAfter: number | undefined): number {
  const { seat, firstAt, signed, holders, obliged } = state;
  const isLate = lateAfter !== undefined && firstAt !== undefined && firstAt > lateAfter;
  return (
    (isPresent(state) ? CELL.present : 0) +
    (firstAt === undefined ? 0 : CELL.wasPresent) +
    (signed ? CELL.signed : 0) +
    (isLate ? CELL.late : 0) +
    (seat.required ? CELL.required : 0) +
    (holders.size > 0 ? CELL.held : 0) +
    (obliged ? CELL.obliged : 0)
  );
}
