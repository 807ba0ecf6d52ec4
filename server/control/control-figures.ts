// What the control room sees beside the board: health, last events and what the machines allow.
import type { Audit, AuditRecord } from '../audit/index.ts';
import { within } from '../core/within.ts';
import type { ReadyItem } from '../protocol/readiness.ts';
import type { RecordingView } from '../protocol/recording.ts';
import { SESSION_ACTIONS } from '../protocol/session.ts';
import type { ControlFigures } from '../protocol/socket-events.ts';
import {
  allowedActions,
  type LiveSessions,
  type SessionDocument,
  type SessionService,
  statusOf,
} from '../sessions/index.ts';
import { NOTABLE_EVENTS } from './event-text.ts';

/** Measurements that other parts of the server hold; all are cheap to ask. */
export interface ControlHealth {
  pendingSignatures(): number;
  /** Why the stream is as it is, and whether the built-in test presenter runs. */
  stream(session: string): { reason: string | null; testPresenter: boolean };
  /** How far the boards are behind, in milliseconds; undefined while they don't follow. */
  boardLagMs(): number | undefined;
  /** The watched moment. */
  moment(): Date;
  /** Round trip to the database in milliseconds; rejects when it does not answer. */
  ping(): Promise<number>;
}

const NOTHING: Pick<ControlFigures, 'actions' | 'events'> = {
  events: [],
  // The keys are those of the list of all actions.
  actions: Object.fromEntries(
    SESSION_ACTIONS.map((action) => [action, 'database-down']),
  ) as ControlFigures['actions'],
};
const EVENTS_SHOWN = 8;
const PING_EVERY_MS = 5_000;
/** The driver itself waits for a database that stands still for most of a minute. */
const READ_LIMIT_MS = 3_000;

const none = () => undefined;

/** The doors have not been opened. */
const isBefore = ({ status }: SessionDocument): boolean =>
  status.session === 'draft' || status.session === 'scheduled';

const allowed = (actions: ReturnType<typeof allowedActions>): ControlFigures['actions'] =>
  // The keys stay those of the machine's own record.
  Object.fromEntries(
    Object.entries(actions).map(([action, reason]) => [action, reason ?? null]),
  ) as ControlFigures['actions'];

/** Answers with the figures of one session, the connections' numbers among them. */
export function createControlFigures(options: {
  live: LiveSessions;
  sessions: Pick<SessionService, 'contextOf'>;
  audit: Pick<Audit, 'latest'>;
  health: ControlHealth;
  eventText(record: AuditRecord): Promise<string>;
  /** The list "Siap?". */
  readyItems(session: SessionDocument): Promise<ReadyItem[]>;
  recordingView(session: string): Promise<RecordingView>;
  now(): number;
}): (
  session: string,
  connections: Pick<ControlFigures, 'online' | 'waiting'>,
) => Promise<ControlFigures> {
  const { live, sessions, audit, health, eventText, readyItems, now } = options;
  let measured = { at: Number.NEGATIVE_INFINITY, ms: Promise.resolve<number | null>(null) };
  const databaseMs = (): Promise<number | null> => {
    if (now() - measured.at >= PING_EVERY_MS) {
      const ms = health.ping().then(Math.round, () => null);
      measured = { at: now(), ms };
    }
    return measured.ms;
  };
  const eventsOf = async (session: string): Promise<ControlFigures['events']> => {
    const records = await audit.latest(session, EVENTS_SHOWN, NOTABLE_EVENTS);
    return Promise.all(
      records.map(async (record) => ({
        at: record.at.toISOString(),
        text: await eventText(record),
      })),
    );
  };
  const stored = async (session: SessionDocument) => {
    const context = await sessions.contextOf(session);
    const actions = allowed(allowedActions(statusOf(session), context));
    const events = await eventsOf(session._id);
    const recording = await options.recordingView(session._id);
    if (!isBefore(session)) return { actions, events, recording };
    return { actions, events, recording, ready: await readyItems(session) };
  };
  return async (id, connections) => {
    const session = live.find(id);
    if (!session) throw new Error(`No session ${id}`);
    const { reason, testPresenter } = health.stream(id);
    const ms = await databaseMs();
    // The last ping may be older than the outage: what can't be read now says the same.
    const read = ms === null ? undefined : await within(READ_LIMIT_MS, stored(session)).catch(none);
    return {
      ...connections,
      pendingSignatures: health.pendingSignatures(),
      boardLagMs: health.boardLagMs() ?? null,
      now: health.moment().toISOString(),
      itemMoments: session.itemMoments ?? [],
      streamReason: reason,
      testPresenter,
      // Without the database nothing can be read or done, and the room must say so.
      databaseMs: read ? ms : null,
      ...(read ?? NOTHING),
    };
  };
}
