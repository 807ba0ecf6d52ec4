// Moves a session through its machines: one conditional write, its audit event in the same
// transaction, and the losers of a race are told.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { SessionAction, SessionStatus, StreamState } from '../protocol/session.ts';
import { type LiveSessions, statusOf } from './live-sessions.ts';
import { applyAction, type MachineContext } from './session-machine.ts';
import type { SessionDocument } from './session-model.ts';
import type { SessionStore } from './session-store.ts';

export interface ActOptions {
  session: string;
  action: SessionAction;
  /** The version the operator saw; another one refuses with STATE_CHANGED. */
  version?: number;
  actor: AuditActor;
  address: string;
}

export interface SessionService {
  /**
   * Does `action`; a repeated one changes nothing. Throws NOT_FOUND, STATE_CHANGED, or
   * TRANSITION_ILLEGAL with the reason (catalogue `machine.refusal.<reason>`).
   */
  act(options: ActOptions): Promise<SessionStatus>;
  /** Writes the stream's state when it differs; a system fact, so no version is asked. */
  setStream(session: string, stream: StreamState, reason: string): Promise<void>;
  /** What the machine's guards look at, for a session at this moment. */
  contextOf(session: SessionDocument): Promise<MachineContext>;
}

const MAX_RACES = 5;

export function createSessionService(options: {
  database: Database;
  store: SessionStore;
  live: LiveSessions;
  audit: Audit;
  clock: Clock;
  /** How many clauses the session's declaration has, and how many signatures there are. */
  facts: {
    clauses(session: SessionDocument): Promise<number>;
    signatures(session: string): Promise<number>;
  };
}): SessionService {
  const { database, store, live, audit, clock, facts } = options;

  const contextOf = async (session: SessionDocument): Promise<MachineContext> => ({
    clauses: await facts.clauses(session),
    agenda: session.agenda.map((item) => item.id),
    signatures: await facts.signatures(session._id),
    now: clock.now(),
  });

  const write = (
    before: SessionDocument,
    next: SessionStatus,
    event: Parameters<Audit['write']>[0],
  ) =>
    database.transaction(async (transaction) => {
      const { id, ...status } = next;
      const won = await store.replaceStatus(id, before.status.version, status, transaction);
      if (won) await audit.write(event, transaction);
      return won ? { ...before, status } : undefined;
    });

  const attempt = async (request: ActOptions): Promise<SessionStatus | undefined> => {
    const session = await store.find(request.session);
    if (!session) throw new AppError('NOT_FOUND');
    const result = applyAction(statusOf(session), request.action, await contextOf(session));
    if (result.kind === 'same') return statusOf(session);
    if (request.version !== undefined && request.version !== session.status.version) {
      throw new AppError('STATE_CHANGED');
    }
    if (result.kind === 'refused') {
      throw new AppError('TRANSITION_ILLEGAL', { reason: result.reason });
    }
    const { action, actor, address } = request;
    const from = describe(session.status);
    const data = { action, from, to: describe(result.status) };
    const stored = await write(session, result.status, {
      event: 'session.acted',
      data,
      actor,
      address,
      session: session._id,
    });
    if (stored) live.put(stored);
    return stored && statusOf(stored);
  };

  const streamAttempt = async (id: string, stream: StreamState, reason: string) => {
    const session = await store.find(id);
    if (!session || session.status.stream === stream) return true;
    const next = { ...statusOf(session), stream, version: session.status.version + 1 };
    const stored = await write(session, next, {
      event: 'stream.changed',
      data: { from: session.status.stream, to: stream, reason },
      actor: { kind: 'system', id: 'system', label: 'Sistem' },
      address: '',
      session: id,
    });
    if (stored) live.put(stored);
    return stored !== undefined;
  };

  return {
    contextOf,
    async act(request) {
      for (let race = 0; race < MAX_RACES; race++) {
        const status = await attempt(request);
        if (status) return status;
        if (request.version !== undefined) break;
      }
      throw new AppError('STATE_CHANGED');
    },
    async setStream(session, stream, reason) {
      for (let race = 0; race < MAX_RACES; race++) {
        if (await streamAttempt(session, stream, reason)) return;
      }
    },
  };
}

const describe = (status: SessionDocument['status']): string =>
  `${status.session}/${status.ceremony}/${status.clause}/${status.agendaItem ?? '-'}`;
