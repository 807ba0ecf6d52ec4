// Ticks that this process knows to be stored. What is stored of a tick never changes (see
// reading-store.ts), so what was read once needs no second read; what is not known here is read.
import type { Reading } from './reading-model.ts';

/** By clause: the stored moment of its tick, and whether it came while the clause was read. */
export type Ticks = Pick<Reading, 'ticks' | 'together'>;

export interface TickMemory {
  find(registration: string): Ticks | undefined;
  /** Adds what a read found; a person's newest reading replaces the one before. */
  keep(readings: Reading[]): void;
}

/** Holds at most `limit` people; who has been kept longest goes first. */
export function createTickMemory(limit = 25_000): TickMemory {
  const known = new Map<string, Ticks>();
  return {
    find: (registration) => known.get(registration),
    keep(readings) {
      for (const { _id, ticks, together } of readings) {
        const before = known.get(_id);
        // Two reads may end in another order than they began: nothing known is given up.
        known.set(_id, {
          ticks: { ...before?.ticks, ...ticks },
          together: { ...before?.together, ...together },
        });
      }
      for (const oldest of known.keys()) {
        if (known.size <= limit) break;
        known.delete(oldest);
      }
    },
  };
}

/** True when every clause from 1 to `clauses` has its moment. */
export const isWhole = (known: Ticks | undefined, clauses: number): known is Ticks =>
  known !== undefined &&
  Array.from({ length: clauses }, (_, index) => index + 1).every(
    (clause) => known.ticks[clause] !== undefined,
  );
