// The codes that screens show and phones bring back: made once a window, found by their hash.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { isDuplicateKey } from '../core/database.ts';
import { normaliseCode } from '../invitations/index.ts';
import { acceptedUntil, hashRoomCode, roomCode, windowEnd, windowOf } from './room-code-rules.ts';
import type { SharedRoom } from './shared-room-model.ts';
import type { SharedRoomStore } from './shared-room-store.ts';

export interface RoomCodes {
  /** The room's code at this moment (8 characters), the same in every process. */
  codeNow(room: Pick<SharedRoom, '_id'>): Promise<{ code: string; endsAt: Date }>;
  /**
   * The open room that a typed or scanned code leads to. Throws ROOM_CODE_MALFORMED, ROOM_CODE_UNKNOWN,
   * ROOM_CODE_EXPIRED or ROOM_CLOSED.
   */
  findByCode(typed: string): Promise<SharedRoom>;
}

/** Two rooms show the same code once in hundreds of events; a third try was never seen. */
const ATTEMPTS_MAX = 5;

/** The codes of one platform; `secret` is the key `code` of the data folder. */
export function createRoomCodes(options: {
  store: SharedRoomStore;
  clock: Clock;
  secret: Buffer;
}): RoomCodes {
  const { store, clock, secret } = options;

  const make = async (room: string, window: number): Promise<string> => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const known = await store.findCodeOf(room, window);
      if (known) return roomCode(secret, room, window, known.attempt);
      const code = roomCode(secret, room, window, attempt);
      const _id = hashRoomCode(secret, code);
      const stored = { _id, room, window, attempt, acceptedUntil: acceptedUntil(window) };
      try {
        await store.putCode(stored, clock.now());
        return code;
      } catch (error) {
        // Another process made it just now, or another room shows the very same code.
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new Error(`No free code for the room ${room}`);
  };

  return {
    async codeNow({ _id }) {
      const window = windowOf(clock.now());
      return { code: await make(_id, window), endsAt: windowEnd(window) };
    },
    async findByCode(typed) {
      const code = normaliseCode(typed);
      if (!code) throw new AppError('ROOM_CODE_MALFORMED');
      const known = await store.findCode(hashRoomCode(secret, code));
      if (!known) throw new AppError('ROOM_CODE_UNKNOWN');
      if (known.acceptedUntil <= clock.now()) throw new AppError('ROOM_CODE_EXPIRED');
      const room = await store.findRoom(known.room);
      if (!room || room.closedAt) throw new AppError('ROOM_CLOSED');
      return room;
    },
  };
}
