// Time as a parameter: services ask a clock, tests hand them one that stands still or jumps.

/** Gives the present moment. */
export interface Clock {
  now(): Date;
  /**
   * Milliseconds of a clock that nobody sets and that never goes back, from any beginning. A
   * test's clock may lack it: then nothing can be said about jumps of `now`.
   */
  monotonic?(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date(), monotonic: () => performance.now() };
