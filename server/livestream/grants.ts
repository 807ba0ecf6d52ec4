// Who may do what in the media room: one table, from role to grant.
import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk';

/** A person's part in the broadcast. */
export type LivestreamRole = 'director' | 'speaker' | 'reader' | 'viewer';

/** How long a token opens the room; LiveKit renews it itself while connected. */
export const TOKEN_SECONDS = 600;

const VOICE = [TrackSource.CAMERA, TrackSource.MICROPHONE];
const SCREEN = [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO];

const ON_STAGE = { canPublish: true, canSubscribe: true, hidden: false };

// Nobody sends data or changes metadata: what is said about people comes from this server only.
const grantOf: Record<LivestreamRole, VideoGrant> = {
  director: { ...ON_STAGE, canPublishSources: [...VOICE, ...SCREEN] },
  speaker: { ...ON_STAGE, canPublishSources: [...VOICE, ...SCREEN] },
  reader: { ...ON_STAGE, canPublishSources: VOICE },
  // Hidden: left out of join answers and broadcasts, which else grow with the audience's square.
  viewer: { canPublish: false, canSubscribe: true, hidden: true },
};

/** The room of a session. */
export function roomName(sessionId: string): string {
  return `ikrar-${sessionId}`;
}

/** The session of a room; undefined for a room that is not ours. */
export const sessionOfRoom = (room: string): string | undefined =>
  room.startsWith('ikrar-') ? room.slice('ikrar-'.length) : undefined;

/** The grant of a role in a session's room; pure. */
export function grantFor(role: LivestreamRole, sessionId: string): VideoGrant {
  return {
    ...grantOf[role],
    roomJoin: true,
    room: roomName(sessionId),
    canPublishData: false,
    canUpdateOwnMetadata: false,
  };
}

/**
 * An identity for one connection of a person: LiveKit ends the first of two connections under the
 * same one, and a person may have two devices or two pages open.
 */
export function connectionIdentity(person: string, random: string): string {
  return `${person}.${random}`;
}

/** The person behind a connection's identity. */
export function personOf(identity: string): string {
  return identity.replace(/\.[^.]*$/, '');
}

/** A token (JWT) for one participant; `identity` is opaque: no name, region or office. */
export function createToken(opts: {
  apiKey: string;
  apiSecret: string;
  role: LivestreamRole;
  sessionId: string;
  identity: string;
}): Promise<string> {
  const { apiKey, apiSecret, identity } = opts;
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: TOKEN_SECONDS });
  token.addGrant(grantFor(opts.role, opts.sessionId));
  return token.toJwt();
}
