// What a connection test may use: a media room of its own for minutes, and a ticket for downloads.
// Neither opens anything of an event.
import { AccessToken, RoomConfiguration } from 'livekit-server-sdk';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import { createTokenSigner, type TokenSigner } from '../core/signed-token.ts';
import type { EngineConnection, LivekitEngine } from '../embedded/livekit-engine.ts';
import type { LineTestAccess } from '../protocol/line-test.ts';

/** How long a token and a ticket open anything, in seconds. */
export const LINE_TEST_SECONDS = 180;
/** Never `ikrar-`: that is how an event's room begins. */
const ROOM_PREFIX = 'uji-sambungan-';

const ticketSchema = z.object({ test: z.string() });
export type TicketSigner = TokenSigner<z.infer<typeof ticketSchema>>;

/** Signs and reads the tickets of downloads. */
export const createTicketSigner = (secret: Buffer, clock: Clock): TicketSigner =>
  createTokenSigner({ secret, clock, purpose: 'line-test', schema: ticketSchema });

/** A token (JWT) for one room in which nobody else is and nothing is published. */
export function testRoomToken(
  { apiKey, apiSecret }: Pick<EngineConnection, 'apiKey' | 'apiSecret'>,
  test: string,
): Promise<string> {
  const token = new AccessToken(apiKey, apiSecret, {
    identity: `uji.${test}`,
    ttl: LINE_TEST_SECONDS,
  });
  token.addGrant({
    roomJoin: true,
    room: `${ROOM_PREFIX}${test}`,
    canPublish: false,
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
  token.roomConfig = new RoomConfiguration({ maxParticipants: 2, emptyTimeout: 10 });
  return token.toJwt();
}

/** Opens a test: its ticket, and the media room while there is an engine. */
export async function openLineTest(opts: {
  engine: Pick<LivekitEngine, 'status' | 'connection'>;
  tickets: TicketSigner;
  random: RandomSource;
}): Promise<LineTestAccess> {
  const test = randomToken(opts.random, 12);
  const ticket = opts.tickets.sign({ test }, LINE_TEST_SECONDS);
  const { state } = opts.engine.status();
  const connection = opts.engine.connection();
  if (state !== 'ready' || !connection) {
    return { engine: state === 'unavailable' ? 'off' : 'away', ticket };
  }
  const token = await testRoomToken(connection, test);
  return { engine: 'ready', ticket, media: { url: connection.clientUrl, token } };
}
