// Moments of ticks that this process knows to be stored. A stored moment never changes (see
// reading-store.ts), so what was read once needs no second read; what is not known here is read.
import type { Reading } from './reading-model.ts';

/** Clause -> the stored moment of its tick. */
export type Moments = Record<string, Date>;

export interface TickMemory {
  find(registration: string): Moments | undefined;
  /** Adds what a read found; a person's newest reading replaces the one before. */
  keep(readings: Reading[]): void;
}

/** Holds at most `limit` people; who has been kept longest goes first. */
export function createTickMemory(limit = 25_000): TickMemory {
  const known = new Map<string, Moments>();
  return {
    find: (registration) => known.get(registration),
    keep(readings) {
      for (const { _id, ticks } of readings) {
        const before = known.get(_id);
        // Two reads may end in another order than they began: nothing known is given up.
        known.set(_id, { ...before, ...ticks });
      }
      for (const oldest of known.keys()) {
        if (known.size <= limit) break;
        known.delete(oldest);
      }
    },
  };
}

/** True when every clause from 1 to `clauses` has its moment. */
export const isWhole = (moments: Moments | undefined, clauses: number): moments is Moments =>
  moments !== undefined &&
  Array.from({ length: clauses }, (_, index) => index + 1).every(
    (clause) => moments[clause] !== undefined,
  );
