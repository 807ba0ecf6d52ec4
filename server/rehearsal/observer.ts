// One onlooker at the national board: what everybody can see, kept as a browser keeps it.
import { z } from 'zod';
import type { BoardSnapshot } from '../protocol/board.ts';
import { applyDelta, type PackedDelta, unpackSnapshot } from '../protocol/board-wire.ts';
import type { TimedReading } from './board-delay.ts';
import type { BoardReading } from './journal.ts';
import { type ClientSocket, connect } from './open-socket.ts';

export interface Observer {
  /** Present and signed officials on the board now; `null` before the first snapshot. */
  reading(): BoardReading | null;
  /** The most that were ever present at once, and the last number of signatures. */
  highest(): BoardReading | null;
  /** Every reading since the beginning, with its moment. */
  readings(): readonly TimedReading[];
  /** Resolves when `wanted` holds for the reading, or after `limitMs` whatever it says. */
  waitFor(wanted: (reading: BoardReading) => boolean, limitMs: number): Promise<void>;
  stop(): void;
}

const readCounters = ({ counters }: BoardSnapshot): BoardReading => ({
  present: counters.officialsPresent + counters.outside.present,
  signed: counters.officialsSigned + counters.outside.signed,
});

/** Watches the board over `socket` by the clock `clock`; resolves with its first snapshot taken. */
export async function watchBoard(socket: ClientSocket, clock: () => number): Promise<Observer> {
  let picture: BoardSnapshot | undefined;
  let now: BoardReading | null = null;
  let top: BoardReading | null = null;
  const readings: TimedReading[] = [];
  const waiting = new Set<() => void>();

  const take = (board: BoardSnapshot) => {
    picture = board;
    now = readCounters(board);
    readings.push({ at: clock(), present: now.present });
    top = { present: Math.max(top?.present ?? 0, now.present), signed: now.signed };
    for (const check of waiting) check();
  };
  const askAnew = () =>
    new Promise<void>((resolve) => {
      socket.emit('board:snapshot', {}, (result) => {
        const snapshot = result.ok ? unpackSnapshot(z.string().parse(result.data)) : undefined;
        if (snapshot) take(snapshot);
        resolve();
      });
    });
  const apply = (delta: PackedDelta) => {
    const next = picture && applyDelta(picture, delta);
    if (!next) void askAnew();
    else if (next !== picture) take(next);
  };

  socket.on('frame', ({ board }) => {
    if (board) apply(z.string().parse(board));
  });
  await connect(socket);
  // A reconnection has missed deltas.
  socket.on('connect', () => void askAnew());
  await askAnew();

  return {
    reading: () => now,
    readings: () => readings,
    highest: () => top,
    waitFor: (wanted, limitMs) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const check = () => {
          if (now !== null && wanted(now)) finish();
        };
        const timer = setTimeout(finish, limitMs);
        waiting.add(check);
        check();
      }),
    stop: () => void socket.disconnect(),
  };
}
