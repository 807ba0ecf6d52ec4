// Who may do what in the media room: one table, from role to grant.
import {
  AccessToken,
  type ParticipantPermission,
  TrackSource,
  type VideoGrant,
} from 'livekit-server-sdk';

/** Everybody's part in the broadcast; who waits in the green room is a viewer until called. */
export const LIVESTREAM_ROLES = [
  'director',
  'speaker',
  'reader',
  'hall',
  'interpreter',
  'delegate',
  'viewer',
] as const;
export type LivestreamRole = (typeof LIVESTREAM_ROLES)[number];

/** How long a token opens the room; the client asks for another one before it ends. */
export const TOKEN_SECONDS = 600;

const VOICE = [TrackSource.CAMERA, TrackSource.MICROPHONE];
const SCREEN = [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO];

interface Row {
  sources: TrackSource[];
  /** Left out of join answers and broadcasts, which else grow with the audience's square. */
  hidden: boolean;
}

// Nobody sends data or changes metadata: what is said about people comes from this server only.
const TABLE: Record<LivestreamRole, Row> = {
  director: { sources: [...VOICE, ...SCREEN], hidden: false },
  speaker: { sources: [...VOICE, ...SCREEN], hidden: false },
  reader: { sources: VOICE, hidden: false },
  hall: { sources: [...VOICE, ...SCREEN], hidden: false },
  // Seen and never heard: the voice is the speaker's.
  interpreter: { sources: [TrackSource.CAMERA], hidden: false },
  // An official or a shared room, as long as they have the floor.
  delegate: { sources: VOICE, hidden: false },
  viewer: { sources: [], hidden: true },
};

/** What a role may publish now: the director takes the microphone of who is muted. */
const sourcesOf = (role: LivestreamRole, isMuted: boolean): TrackSource[] =>
  TABLE[role].sources.filter((source) => !isMuted || source !== TrackSource.MICROPHONE);

/** The room of a session. */
export function roomName(sessionId: string): string {
  return `ikrar-${sessionId}`;
}

/** The session of a room; undefined for a room that is not ours. */
export const sessionOfRoom = (room: string): string | undefined =>
  room.startsWith('ikrar-') ? room.slice('ikrar-'.length) : undefined;

/** The grant of a role in a session's room; pure. */
export function grantFor(role: LivestreamRole, sessionId: string, isMuted = false): VideoGrant {
  const sources = sourcesOf(role, isMuted);
  return {
    canPublish: sources.length > 0,
    ...(sources.length > 0 && { canPublishSources: sources }),
    canSubscribe: true,
    hidden: TABLE[role].hidden,
    roomJoin: true,
    room: roomName(sessionId),
    canPublishData: false,
    canUpdateOwnMetadata: false,
  };
}

/** The same as what a connected participant is set to. */
export type Permission = Pick<
  ParticipantPermission,
  'canPublish' | 'canSubscribe' | 'hidden' | 'canPublishData' | 'canUpdateMetadata'
> & { canPublishSources: TrackSource[] };

/** What a role's participant may do, as `updateParticipant` is told it; pure. */
export function permissionFor(role: LivestreamRole, isMuted = false): Permission {
  const sources = sourcesOf(role, isMuted);
  return {
    canPublish: sources.length > 0,
    canSubscribe: true,
    hidden: TABLE[role].hidden,
    canPublishData: false,
    canUpdateMetadata: false,
    canPublishSources: sources,
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
  isMuted?: boolean;
  sessionId: string;
  identity: string;
}): Promise<string> {
  const { apiKey, apiSecret, identity } = opts;
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl: TOKEN_SECONDS });
  token.addGrant(grantFor(opts.role, opts.sessionId, opts.isMuted));
  return token.toJwt();
}
