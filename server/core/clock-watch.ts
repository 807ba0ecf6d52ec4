// Watches this process's clock against MongoDB's, and gives a time that runs evenly between two
// comparisons, so that a clock that jumps changes no stored moment.
import { CLOCK_TOLERANCE_MS } from '../protocol/limits.ts';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

/** The wall clock jumped when it differs from the monotonic one by more between two comparisons. */
const JUMP_MS = 1_000;

export interface ClockWatch {
  /** False while the clock is more than 500 ms off MongoDB's, or has jumped since compared. */
  isTrusted(): boolean;
  /** The present moment; by MongoDB's clock while this process's own is not trusted. */
  now(): Date;
  /** Milliseconds by which the process's clock was ahead of MongoDB's when last compared. */
  offset(): number;
  /** Compares; `jumped`: the wall clock was set since last time. A database away changes nothing. */
  measure(): Promise<{ jumped: boolean }>;
}

export interface ClockWatchOptions {
  clock: Clock;
  /** The database's moment, read by a command. */
  databaseTime(): Promise<Date>;
  logger: Logger;
}

/** A comparison: the wall clock and the monotonic one, and the moment that both stand for. */
interface Anchor {
  wall: number;
  monotonic: number;
  moment: number;
  offset: number;
  isOff: boolean;
}

/** Compares once, then answers from memory until `measure` is called again. */
export async function createClockWatch(options: ClockWatchOptions): Promise<ClockWatch> {
  const { clock, logger } = options;
  let anchor = await compare(options);
  const steady = () =>
    clock.monotonic
      ? anchor.moment + clock.monotonic() - anchor.monotonic
      : clock.now().getTime() + anchor.moment - anchor.wall;
  const isTrusted = () =>
    !anchor.isOff && Math.abs(clock.now().getTime() - steady()) <= CLOCK_TOLERANCE_MS;
  tell(false, anchor, logger);
  return {
    isTrusted,
    now: () => new Date(steady()),
    offset: () => anchor.offset,
    async measure() {
      const next = await compare(options).catch(() => undefined);
      if (!next) return { jumped: false };
      const passed = next.monotonic - anchor.monotonic;
      const jumped = clock.monotonic && Math.abs(next.wall - anchor.wall - passed) > JUMP_MS;
      tell(anchor.isOff, next, logger);
      anchor = next;
      return { jumped: Boolean(jumped) };
    },
  };
}

/**
 * The offset with half the round trip taken off. What the round trip leaves uncertain speaks for
 * the clock: a slow answer in a storm must not shut everybody out.
 */
async function compare({ clock, databaseTime }: ClockWatchOptions): Promise<Anchor> {
  const monotonic = clock.monotonic ?? (() => performance.now());
  const sent = monotonic();
  const database = (await databaseTime()).getTime();
  const received = monotonic();
  const half = (received - sent) / 2;
  const wall = clock.now().getTime();
  const offset = wall - (database + half);
  const isOff = Math.abs(offset) - half > CLOCK_TOLERANCE_MS;
  return { wall, monotonic: received, moment: isOff ? wall - offset : wall, offset, isOff };
}

/** Says once that the clock went wrong, and once that it is right again. */
function tell(wasOff: boolean, { isOff, offset }: Anchor, logger: Logger): void {
  const figures = { aheadMs: Math.round(offset) };
  if (isOff && !wasOff) {
    logger.error(figures, 'The clock of this machine is wrong: set it (chrony, systemd-timesyncd)');
  }
  if (!isOff && wasOff) logger.info(figures, 'The clock of this machine is right again');
}
