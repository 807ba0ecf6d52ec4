// One round of frames to everybody, in pieces: between two of them the process does other work.
import type { Frame } from '../protocol/socket-events.ts';
import type { AudienceRoom } from './audiences.ts';

/** One frame for these rooms together, packed once for all who are in them. */
export interface Sending {
  rooms: string[];
  frame: Frame;
}

/** How long a round may hold the process before it lets others come first, in milliseconds. */
const BUDGET_MS = 15;

export interface RoundOptions {
  send(rooms: string[], frame: Frame): void;
  /** Milliseconds of any clock that only runs forward. */
  now(): number;
  /** Resolves when what waits has been done. */
  pause(): Promise<void>;
  onError(error: unknown): void;
}

/** Sends one after the other; what cannot be sent does not keep the rest. */
export async function sendRound(sendings: Iterable<Sending>, options: RoundOptions): Promise<void> {
  const { send, now, pause, onError } = options;
  let from = now();
  for (const { rooms, frame } of sendings) {
    try {
      send(rooms, frame);
    } catch (error) {
      onError(error);
    }
    if (now() - from < BUDGET_MS) continue;
    await pause();
    from = now();
  }
}

/** Small rooms together, as many as one sending may reach. */
export function* inBatches(rooms: readonly AudienceRoom[], most: number): Generator<string[]> {
  let batch: string[] = [];
  let size = 0;
  for (const room of rooms) {
    if (batch.length > 0 && size + room.size > most) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(room.name);
    size += room.size;
  }
  if (batch.length > 0) yield batch;
}
