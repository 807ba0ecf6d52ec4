// How far this process's boards are behind the database: measured at each change that arrives.
import type { Clock } from '../core/clock.ts';

/** A measurement says something of the board for so long, in milliseconds. */
const KEPT_MS = 10_000;

export interface BoardLag {
  /** A change arrived that was written at `written`, by the database's clock. */
  saw(written: Date | undefined): void;
  /** The longest delay of the last ten seconds, in milliseconds; 0 when nothing changed. */
  ms(): number;
}

/** `clock` must be close to the database's (see core/clock-watch.ts). */
export function createBoardLag(clock: Clock): BoardLag {
  let worst = { ms: 0, at: Number.NEGATIVE_INFINITY };
  return {
    saw(written) {
      if (!written) return;
      const now = clock.now().getTime();
      const ms = Math.max(now - written.getTime(), 0);
      if (ms >= worst.ms || now - worst.at > KEPT_MS) worst = { ms, at: now };
    },
    ms: () => (clock.now().getTime() - worst.at > KEPT_MS ? 0 : worst.ms),
  };
}
