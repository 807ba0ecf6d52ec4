// What a room may be called, and who may join it: decided without asking anybody.
import { z } from 'zod';
import type { ErrorCode } from '../protocol/error-codes.ts';
import { PLACE_MAX, REASON_MAX } from '../protocol/limits.ts';
import type { SessionState } from '../protocol/session.ts';
import { isOver } from '../protocol/session-names.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import type { JoinedHow, SharedRoom } from './shared-room-model.ts';

const CONTROL = /\p{C}/u;
const refuse = (code: ErrorCode) => ({ message: code });

/** A room's place: trimmed, single spaces, 2 to 80 characters, no control characters. */
export const placeSchema = z
  .string(refuse('PLACE_INVALID'))
  .transform((place) => place.normalize('NFC').trim().replace(/ +/g, ' '))
  .refine((place) => !CONTROL.test(place), refuse('PLACE_INVALID'))
  .refine((place) => [...place].length >= 2, refuse('PLACE_INVALID'))
  .refine((place) => [...place].length <= PLACE_MAX, refuse('PLACE_INVALID'));

/** Why somebody may not join; undefined when they may. */
export function joinRefusal(
  room: Pick<SharedRoom, 'session' | 'region' | 'closedAt'>,
  state: SessionState,
  person: Pick<Registration, 'session' | 'region' | 'active'>,
  confirmation: { how: JoinedHow; reason: string },
): ErrorCode | undefined {
  if (isOver(state)) return 'SESSION_ENDED';
  if (room.closedAt) return 'ROOM_CLOSED';
  if (!person.active) return 'NOT_REGISTERED';
  if (person.session !== room.session) return 'ROOM_OTHER_REGION';
  if (room.region !== null && person.region !== room.region) return 'ROOM_OTHER_REGION';
  if (!isOpen(state)) return 'DOORS_CLOSED';
  if (confirmation.how === 'vouched' && confirmation.reason.trim() === '') return 'REASON_MISSING';
  return undefined;
}

/** A reason as it is stored. */
export const shortenReason = (reason: string): string =>
  [...reason.trim().replace(/\s+/g, ' ')].slice(0, REASON_MAX).join('');
