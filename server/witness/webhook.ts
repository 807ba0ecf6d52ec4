// Reads a report of the media engine: its signature first, then who came or left.
// https://docs.livekit.io/home/server/webhooks/
import { type WebhookEvent, WebhookReceiver } from 'livekit-server-sdk';
import { AppError } from '../core/app-error.ts';
import type { EngineConnection } from '../embedded/livekit-engine.ts';
import { personOf, sessionOfRoom } from '../livestream/index.ts';
import type { MediaEvent } from './media-event-model.ts';

/** The report's content. Throws SIGNATURE_INVALID for a body that the engine did not sign. */
export async function readWebhook(
  body: string,
  authorization: string | undefined,
  keys: Pick<EngineConnection, 'apiKey' | 'apiSecret'> | undefined,
): Promise<WebhookEvent> {
  if (!keys) throw new AppError('STREAM_UNAVAILABLE');
  try {
    return await new WebhookReceiver(keys.apiKey, keys.apiSecret).receive(body, authorization);
  } catch (error) {
    throw new AppError('SIGNATURE_INVALID', {}, error);
  }
}

const KINDS: Record<string, MediaEvent['kind']> = {
  participant_joined: 'joined',
  participant_left: 'left',
  participant_connection_aborted: 'left',
};
/** How an official's connection is named in the media room (see compose-stream.ts). */
const OFFICIAL = 'p-';

const fromSeconds = (seconds: bigint): Date | null =>
  seconds > 0n ? new Date(Number(seconds) * 1000) : null;

/** Older engines send no milliseconds. */
const fromMs = (ms: bigint): Date | null => (ms > 0n ? new Date(Number(ms)) : null);

/** The event of an official on a connection of their own; undefined for everything else. */
export function mediaEventOf(event: WebhookEvent, receivedAt: Date): MediaEvent | undefined {
  const { participant, room, id, createdAt } = event;
  const kind = KINDS[event.event];
  const session = room && sessionOfRoom(room.name);
  if (!kind || !session || !participant?.identity.startsWith(OFFICIAL)) return undefined;
  const registration = personOf(participant.identity).slice(OFFICIAL.length);
  if (registration === '' || id === '') return undefined;
  return {
    _id: id,
    session,
    registration,
    connection: participant.sid,
    kind,
    at: fromSeconds(createdAt) ?? receivedAt,
    joinedAt: fromMs(participant.joinedAtMs) ?? fromSeconds(participant.joinedAt),
    receivedAt,
  };
}
