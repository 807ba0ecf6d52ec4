// Pauses between attempts to reconnect: growing, and spread, so that a thousand who lost the same
// thing don't come back in the same instant. Used for the live line and for the broadcast.

/** The pause in ms before attempt `n` (from 0); `random` gives a number from 0 up to 1. */
export function pauseBefore(n: number, random: () => number): number {
  const ceiling = Math.min(1000 * 2 ** n, 15_000);
  return Math.round(ceiling * (0.3 + 0.7 * random()));
}
