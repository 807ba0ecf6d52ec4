// The board's counters from its rows. Browsers unpack the board with them, so no schema library
// comes along: a stage at first view has 120 kB in all.
import type { BoardCounters, BoardRow, RegionState } from './board.ts';

/** The counters over all regions' rows; `seats` lie in regions, `outside` are the others. */
export function boardCounters(
  rows: readonly BoardRow[],
  seats: number,
  outside: BoardCounters['outside'],
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
    seats,
    outside,
  };
}
