// What the bench orders from the server under test and from the load, by a child's channel.
import type { SocketAuth } from '../server/protocol/socket-events.ts';

/** How the server under test takes a signature; only the bench can choose. */
export type SignMode =
  /** As the product does: natural group commit. */
  | 'group'
  /** The optimisation switched off: each signature reads and writes for itself. */
  | 'single'
  /** The transport alone: parsed, acknowledged, no database. */
  | 'none'
  /** Durability switched off: acknowledged before it is written. */
  | 'early';

/** How the server under test sends the board; only the bench can choose. */
export type SendMode =
  /** As the product does. */
  | 'product'
  /** Serialised and sent to each socket by itself. */
  | 'each'
  /** Not in pieces: to all in one go. */
  | 'whole'
  /** Not coalesced: a frame for each changed region. */
  | 'uncoalesced';

export type ServerOrder =
  | { kind: 'prepare'; officials: number }
  | { kind: 'mode'; mode: SignMode }
  /** Inserts as many signatures natively, one by one, this many at a time. */
  | { kind: 'native'; count: number; inFlight: number }
  | { kind: 'clear' }
  /** CPU of the process so far, in microseconds. */
  | { kind: 'cpu' }
  /** Notes when board frames leave and how long the event loop stands still, from now on. */
  | { kind: 'watch'; send: SendMode }
  | { kind: 'watched' }
  /** Sends `frames` frames of `bytes` bytes to every plain WebSocket, serialised once each. */
  | { kind: 'raw-frames'; frames: number; everyMs: number; bytes: number }
  /** The address of the site. */
  | { kind: 'address' }
  /** Memory in bytes after a collection of the garbage. */
  | { kind: 'memory' }
  /** Serves these bytes by node:http alone; answers with the address. */
  | { kind: 'serve'; body: Uint8Array; headers: Record<string, string> }
  | { kind: 'mail'; what: 'addresses' | 'invite' | 'letters' }
  | { kind: 'mail'; what: 'import'; rows: number };

/** An invitation as it would leave now, and how many the session has. */
export interface SampleLetter {
  count: number;
  subject: string;
  text: string;
  html: string;
  calendar: string;
}
/** Sends the letter as often as it counts; `isKept`: over one connection. */
export interface StraightOrder {
  kind: 'send';
  url: string;
  letter: SampleLetter;
  isKept: boolean;
}
export interface LettersMade {
  seconds: number;
  bytes: number;
  /** Milliseconds of the event loop; an idle one reads 5. */
  p99: number;
  longest: number;
}
/** Seconds. */
export interface ImportTimes {
  dryRun: number;
  background: number;
}

export interface Prepared {
  url: string;
  /** Address of the raw ws server that checks the same token. */
  raw: string;
  /** The session's id and slug. */
  id: string;
  session: string;
  cookies: string[];
}

export interface Watched {
  /** When each frame began to leave, on the monotonic clock. */
  sentAt: number[];
  /** Bytes of the last frame as it travels. */
  bytes: number;
  /** The longest that the event loop stood still, in milliseconds. */
  blockedMs: number;
  cpu: number;
}

export interface JoinOrder {
  kind: 'join';
  /** The name under which the load keeps these sockets. */
  crowd: string;
  /** queue: by the browser's own line, which waits its turn. */
  way: 'product' | 'raw' | 'queue';
  url: string;
  auth: SocketAuth;
  cookies: string[];
  seconds: number;
}

export type LoadOrder =
  | JoinOrder
  | { kind: 'leave'; crowd: string }
  | { kind: 'sign'; crowd: string; count: number; inFlight: number }
  | { kind: 'sign-at'; crowd: string; perSecond: number }
  /** Everybody signs at once; answers when this many have been acknowledged. */
  | { kind: 'sign-until'; crowd: string; acknowledged: number }
  /** The signatures acknowledged until the sockets ended. */
  | { kind: 'acknowledged' }
  | { kind: 'watch'; crowd: string }
  | { kind: 'watched'; sentAt: number[] }
  | { kind: 'http'; url: string; headers: Record<string, string>; seconds: number };

export interface Joined {
  joined: number;
  failures: string[];
  /** Milliseconds of each join. */
  took: number[];
}

export interface Delivered {
  deliveries: number;
  /** Deliveries that never came. */
  missing: number;
  p50: number;
  p99: number;
}

export interface HttpLoad {
  requests: number;
  seconds: number;
  p99: number;
  /** Of the last answer. */
  status: number;
}
