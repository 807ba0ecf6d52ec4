// Room codes: derived from the room and a window of two minutes, so that a photograph of a screen
// is soon worth nothing.
import { createHmac } from 'node:crypto';
import { makeCode } from '../invitations/index.ts';

/** A code is shown for this long, and taken for as long again. */
export const WINDOW_MS = 120_000;

/** The number of the window that `now` lies in. */
export const windowOf = (now: Date): number => Math.floor(now.getTime() / WINDOW_MS);
/** When a screen must show the next code. */
export const windowEnd = (window: number): Date => new Date((window + 1) * WINDOW_MS);
/** Until when a window's code is taken: through the window after it. */
export const acceptedUntil = (window: number): Date => new Date((window + 2) * WINDOW_MS);

/** The code of a room in a window; another `attempt` gives another one. */
export const roomCode = (secret: Buffer, room: string, window: number, attempt: number): string =>
  makeCode(secret, `room.${room}.${window}.${attempt}`);

/** What is stored of a room code: it finds it again and gives nothing away. */
export const hashRoomCode = (secret: Buffer, code: string): string =>
  createHmac('sha256', secret).update(`room-lookup.${code}`).digest('hex');
