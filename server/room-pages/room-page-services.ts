// What the pages of shared rooms are built from, and where they lie.
import { AppError } from '../core/app-error.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import type { CookieChange } from '../http/reply.ts';
import { COOKIES, type RoomToken, type Visitor } from '../http/visitor.ts';
import type { OfficialServices } from '../official/index.ts';
import type { Registration, RegistrationStore } from '../registrations/index.ts';
import type { SharedRoom, SharedRoomService } from '../shared-rooms/index.ts';

export interface RoomPageServices {
  /** What the stage's parts are read from: the screen shows the same. */
  official: OfficialServices;
  rooms: SharedRoomService;
  holders: Pick<RegistrationStore, 'listActiveOfRegion'>;
  limits: { byAddress: RateLimit; byPerson: RateLimit };
  publicUrl: string;
}

export const ENTRY_PATH = '/ruang';
export const OPEN_PATH = '/ruang/buka';
export const SCREEN_PATH = '/layar';
export const joinPath = (code: string): string => `/r/${code}`;

const DAY_S = 24 * 60 * 60;

/** The cookie that makes this browser a room's screen, for a day. */
export const screenCookie = (
  { official }: Pick<RoomPageServices, 'official'>,
  { _id, session }: Pick<SharedRoom, '_id' | 'session'>,
): CookieChange => ({
  name: COOKIES.room,
  value: official.visitors.tokens.room.sign({ room: _id, session }, DAY_S),
  seconds: DAY_S,
});

/** A shared screen speaks for nobody: what makes a browser one official's is dropped. */
export const NOBODY: CookieChange[] = [
  { name: COOKIES.official, value: null },
  { name: COOKIES.invitation, value: null },
  { name: COOKIES.roomVisit, value: null },
];

/** The screen's token; throws NOT_SIGNED_IN where a route let somebody else through. */
export function screenOf({ room }: Visitor): RoomToken {
  if (!room) throw new AppError('NOT_SIGNED_IN');
  return room;
}

/** An official as the audit names them: by office, for themselves. */
export const themselves = ({ _id, office }: Registration, address: string) => ({
  by: { kind: 'official' as const, id: _id, label: office },
  address,
});
