// What the connection test is told by the server, and what its findings mean for a person.

/** Bytes of the two downloads whose time tells the speed; the second only where the first was quick. */
export const SPEED_SAMPLES = [64_000, 1_000_000] as const;

/** Whether the media engine can be tried: `off` there is none, `away` it does not answer now. */
export type LineTestEngine = 'ready' | 'away' | 'off';

/** The answer of POST /api/uji-sambungan; `ticket` opens the downloads for some minutes. */
export interface LineTestAccess {
  engine: LineTestEngine;
  ticket: string;
  /** A room of its own, only while the engine is ready. */
  media?: { url: string; token: string };
}

/** How a line of the test ended. `limited`: it works with less; `skipped`: it was not tried. */
export type LineVerdict = 'waiting' | 'running' | 'good' | 'limited' | 'blocked' | 'skipped';

export const LINE_TESTS = [
  'socket',
  'signal',
  'udp',
  'tcp',
  'speed',
  'camera',
  'microphone',
] as const;
export type LineTest = (typeof LINE_TESTS)[number];

/** What was found; what could not be measured is missing. */
export interface LineFindings {
  /** How the page's own line opened: at once, by the fallback over HTTP, or not at all. */
  socket: 'websocket' | 'polling' | 'none';
  /** True: the media engine answered; false: it did not; missing: there is none to ask. */
  signal?: boolean | undefined;
  udp?: boolean | undefined;
  tcp?: boolean | undefined;
  /** Millions of bits a second, downwards. */
  speed?: number | undefined;
}

/** How a person can follow with what was found. */
export type LineOutcome = 'video' | 'audio' | 'text' | 'none' | 'no-stream';

/** Least speed in Mbit/s; video takes 500 MB an hour (1.1), sound 30 MB (0.07). */
export const SPEED_FOR = { video: 1.5, audio: 0.15 } as const;

/** What the findings mean for a person; pure. */
export function outcomeOf({ socket, signal, udp, tcp, speed = 0 }: LineFindings): LineOutcome {
  if (socket === 'none') return 'none';
  if (signal === undefined) return 'no-stream';
  if (!signal || !(udp || tcp)) return 'text';
  if (speed >= SPEED_FOR.video) return 'video';
  return speed >= SPEED_FOR.audio ? 'audio' : 'text';
}

/** How each measured line ended; pure. */
export function verdictOf(line: LineTest, findings: LineFindings): LineVerdict {
  const { socket, speed } = findings;
  if (line === 'socket') {
    return ({ websocket: 'good', polling: 'limited', none: 'blocked' } as const)[socket];
  }
  if (line === 'speed') {
    if (speed === undefined) return 'blocked';
    if (speed >= SPEED_FOR.video) return 'good';
    return speed >= SPEED_FOR.audio ? 'limited' : 'blocked';
  }
  if (line === 'camera' || line === 'microphone') return 'skipped';
  const found = findings[line];
  if (found === undefined) return 'skipped';
  // One way for media is enough: the other one being closed costs some quality, not the event.
  const other = line === 'udp' ? findings.tcp : line === 'tcp' ? findings.udp : false;
  if (found) return 'good';
  return other ? 'limited' : 'blocked';
}
