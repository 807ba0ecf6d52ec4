// How long after an official's arrival the board shows it: the k-th arrival against the first
// moment at which the board counts k present.

/** What an onlooker read, and when; milliseconds of the simulator's clock. */
export interface TimedReading {
  at: number;
  present: number;
}

/**
 * Milliseconds for each arrival that the board showed, in the order of arrivals; 0 where the board
 * was faster than the acknowledgement. Nobody may leave while it is measured.
 */
export function boardDelays(
  arrivals: readonly number[],
  readings: readonly TimedReading[],
): number[] {
  const sorted = [...arrivals].sort((a, b) => a - b);
  const delays: number[] = [];
  let shown = 0;
  for (const { at, present } of readings) {
    for (; shown < Math.min(present, sorted.length); shown++) {
      delays.push(Math.max(0, at - (sorted[shown] ?? at)));
    }
  }
  return delays;
}
