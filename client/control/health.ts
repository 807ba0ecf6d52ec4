// How the parts of the server are, from what the control room was last told; pure.
import type { SessionStatus } from '../../server/protocol/session.ts';
import { isOver } from '../../server/protocol/session-names.ts';
import type { ControlFigures } from '../../server/protocol/socket-events.ts';

export const HEALTH_PARTS = ['stream', 'database', 'queue', 'board'] as const;
export type HealthPart = (typeof HEALTH_PARTS)[number];

/** A part's condition: its texts lie below `control-room.client.health.<area>.<state>`. */
export interface Condition {
  area: HealthPart | 'unknown';
  state: string;
  good: boolean;
  figures: Record<string, number>;
}

export interface HealthFacts {
  connected: boolean;
  status: Pick<SessionStatus, 'stream'> & { session?: SessionStatus['session'] };
  figures: ControlFigures | undefined;
}

const SLOW_MS = 250;
const LATE_MS = 3_000;
/** More signatures than that on their way at once: the disk or the database does not keep up. */
const CROWDED = 500;

const nameOf = ({ stream, session }: HealthFacts['status']): string => {
  if (stream === 'off' && session && isOver(session)) return 'over';
  return stream === 'on air' ? 'onAir' : stream;
};

const streamOf = (status: HealthFacts['status']): Condition => ({
  area: 'stream',
  state: nameOf(status),
  good: status.stream !== 'down' && status.stream !== 'fallback',
  figures: {},
});

const databaseOf = ({ databaseMs: ms }: ControlFigures): Condition => {
  if (ms === null) return { area: 'database', state: 'down', good: false, figures: {} };
  const good = ms <= SLOW_MS;
  return { area: 'database', state: good ? 'ok' : 'slow', good, figures: { ms } };
};

const queueOf = ({ pendingSignatures: count, waiting }: ControlFigures): Condition => {
  const queue = { area: 'queue', good: true, figures: { count, waiting } } as const;
  if (count > CROWDED) return { ...queue, state: 'crowded', good: false };
  if (waiting > 0) return { ...queue, state: 'arrivals' };
  return { ...queue, state: count > 0 ? 'busy' : 'empty' };
};

const boardOf = ({ boardLagMs: ms }: ControlFigures): Condition => {
  if (ms === null) return { area: 'board', state: 'down', good: false, figures: {} };
  const good = ms <= LATE_MS;
  const seconds = Math.round(ms / 100) / 10;
  return { area: 'board', state: good ? 'ok' : 'late', good, figures: { seconds } };
};

/** What the sign in front of a condition is: nothing to do, something to know, something to do. */
export const signOf = ({ area, state, good }: Condition): 'cek' | 'info' | 'awas' => {
  if (!good) return 'awas';
  const isQuiet = area === 'unknown' || (area === 'stream' && state !== 'onAir');
  return isQuiet ? 'info' : 'cek';
};

/** The condition of each part; without a connection nothing is known of any. */
export function healthOf({
  connected,
  status,
  figures,
}: HealthFacts): Record<HealthPart, Condition> {
  if (!connected || !figures) {
    const state = connected ? 'checking' : 'lost';
    const unknown: Condition = { area: 'unknown', state, good: connected, figures: {} };
    return { stream: unknown, database: unknown, queue: unknown, board: unknown };
  }
  return {
    stream: streamOf(status),
    database: databaseOf(figures),
    queue: queueOf(figures),
    board: boardOf(figures),
  };
}
