// The link that makes a device a room's screen, and the cookie it gets: signed, for one room.
import type { Clock } from '../core/clock.ts';
import { createTokenSigner } from '../core/signed-token.ts';
import { type RoomToken, roomTokenSchema } from '../http/visitor.ts';
import type { SharedRoom } from './shared-room-model.ts';

const DAY_S = 24 * 60 * 60;
/** A room may be prepared days before its event. */
const LINK_SECONDS = 30 * DAY_S;

export interface ScreenLinks {
  /** The path of a room's link; opening it consumes nothing. */
  pathOf(room: Pick<SharedRoom, '_id' | 'session'>): string;
  /** What a link says; undefined when it is forged or over. */
  read(link: string): RoomToken | undefined;
}

/** `secret` is the key `token` of the data folder. */
export function createScreenLinks(secret: Buffer, clock: Clock): ScreenLinks {
  const purpose = 'room-link';
  const signer = createTokenSigner({ secret, clock, purpose, schema: roomTokenSchema });
  return {
    pathOf: ({ _id, session }) => `/layar/${signer.sign({ room: _id, session }, LINK_SECONDS)}`,
    read: (link) => signer.read(link),
  };
}
