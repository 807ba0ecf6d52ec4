// Those who want something done in the room before it is there.
import type { Room } from 'livekit-client';
import { MediaError } from './errors.ts';

export interface RoomWaiters {
  /** The next room that arrives; rejects with 'no-stream' when none does in time. */
  next(): Promise<Room>;
  arrived(room: Room): void;
}

/** `limitMs` is how long each waits. */
export function createRoomWaiters(limitMs = 15_000): RoomWaiters {
  const waiting = new Set<(room: Room) => void>();
  return {
    next: () =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          waiting.delete(go);
          reject(new MediaError('no-stream'));
        }, limitMs);
        const go = (room: Room) => {
          clearTimeout(limit);
          resolve(room);
        };
        waiting.add(go);
      }),
    arrived(room) {
      for (const go of waiting) go(room);
      waiting.clear();
    },
  };
}
