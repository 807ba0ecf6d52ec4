// Time as a parameter: services ask a clock, tests hand them one that stands still or jumps.

/** Gives the present moment. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };
