// Moves a session through its machines: one conditional write, its audit event in the same
// transaction, and the losers of a race are told.
import { type Audit, type AuditActor, doneBy } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { momentsAfter } from '../protocol/run-of-show.ts';
import type { SessionAction, SessionStatus, StepAnswer, StreamState } from '../protocol/session.ts';
import { isOver } from '../protocol/session-names.ts';
import { type LiveSessions, statusOf } from './live-sessions.ts';
import { applyAction, type LogStand, type MachineContext } from './session-machine.ts';
import type { SessionDocument } from './session-model.ts';
import type { BesideStatus, SessionStore } from './session-store.ts';
import { dueAction } from './signing-steps.ts';

export interface ActOptions {
  session: string;
  action: SessionAction;
  /** The version the operator saw; a step since then refuses with STATE_CHANGED. */
  version?: number;
  actor: AuditActor;
  address: string;
}

export interface SessionService {
  /**
   * Does `action`; a repeated one changes nothing, and says who had done it. Throws NOT_FOUND, STATE_CHANGED, or
   * TRANSITION_ILLEGAL with the reason (catalogue `machine.refusal.<reason>`).
   */
  act(options: ActOptions): Promise<StepAnswer>;
  /** Writes the stream's state when it differs; a system fact, so no version is asked. */
  setStream(session: string, stream: StreamState, reason: string): Promise<void>;
  /** Closes a window whose time has run out; whoever comes second finds nothing left to do. */
  closeDue(session: string): Promise<void>;
  /** What the machine's guards look at, for a session at this moment. */
  contextOf(session: SessionDocument): Promise<MachineContext>;
}

const MAX_RACES = 5;
const SYSTEM: AuditActor = { kind: 'system', id: 'system', label: 'Sistem' };

interface Options {
  database: Database;
  store: SessionStore;
  live: LiveSessions;
  audit: Audit;
  clock: Clock;
  /** How many clauses the session's declaration has, and how many signatures there are. */
  facts: {
    clauses(session: SessionDocument): Promise<number>;
    signatures(session: string): Promise<number>;
    /** How far the log is; undefined before its first head. */
    log(session: string): Promise<LogStand | undefined>;
  };
}

/** The service on its store; a state it wrote is live in this process before the stream says so. */
export function createSessionService(options: Options): SessionService {
  return {
    contextOf: (session) => contextOf(session, options),
    async act(request) {
      for (let race = 0; race < MAX_RACES; race++) {
        const status = await attempt(request, options);
        if (status) return status;
      }
      throw new AppError('STATE_CHANGED');
    },
    async closeDue(session) {
      for (let race = 0; race < MAX_RACES; race++) {
        if (await dueAttempt(session, options)) return;
      }
    },
    async setStream(session, stream, reason) {
      for (let race = 0; race < MAX_RACES; race++) {
        if (await streamAttempt(session, stream, reason, options)) return;
      }
    },
  };
}

const contextOf = async (
  session: SessionDocument,
  { facts, clock }: Options,
): Promise<MachineContext> => ({
  clauses: await facts.clauses(session),
  agenda: session.agenda.map((item) => item.id),
  signingItem: session.agenda.find(({ kind }) => kind === 'signing')?.id,
  signatures: await facts.signatures(session._id),
  signing: session.signingRule,
  // Only sealing asks for it.
  log: session.status.ceremony === 'closed' ? await facts.log(session._id) : undefined,
  now: clock.now(),
});

/** One conditional write with its event; undefined when somebody was faster. */
const write = async (
  before: SessionDocument,
  next: SessionStatus,
  event: Parameters<Audit['write']>[0],
  { database, store, audit, live }: Options,
  beside: BesideStatus = {},
): Promise<SessionDocument | undefined> => {
  const { id, ...status } = next;
  const stored = await database.transaction(async (transaction) => {
    const won = await store.replaceStatus(id, before.status.version, status, transaction, beside);
    if (won) await audit.write(event, transaction);
    return won ? { ...before, ...beside, status } : undefined;
  });
  if (stored) live.put(stored);
  return stored;
};

const attempt = async (request: ActOptions, options: Options): Promise<StepAnswer | undefined> => {
  const session = await options.store.find(request.session);
  if (!session) throw new AppError('NOT_FOUND');
  const context = await contextOf(session, options);
  const result = applyAction(statusOf(session), request.action, context);
  if (result.kind === 'same') {
    const by = await doneBy(options.audit, session._id, 'session.acted', ({ data }) => {
      return 'action' in data && data.action === request.action;
    });
    return { ...statusOf(session), already: { by } };
  }
  requireCurrent(session, request.version);
  if (result.kind === 'refused') {
    throw new AppError('TRANSITION_ILLEGAL', { reason: result.reason });
  }
  return writeStep(session, result.status, { ...request, context }, options);
};

/** A step with what is kept beside the status of it; undefined when somebody was faster. */
const writeStep = async (
  session: SessionDocument,
  next: SessionStatus,
  by: Pick<ActOptions, 'action' | 'actor' | 'address'> & { context: MachineContext },
  options: Options,
): Promise<SessionStatus | undefined> => {
  const { action, actor, address, context } = by;
  const data = { action, from: describe(session.status), to: describe(next) };
  const event = { event: 'session.acted' as const, data, actor, address, session: session._id };
  const beside = {
    itemMoments: momentsOf(session, next, context),
    lastStep: { version: next.version, action, by: actor.label },
  };
  const stored = await write(session, next, event, options, beside);
  return stored && statusOf(stored);
};

/**
 * Throws STATE_CHANGED, with whose step it was, for who decided on an older picture. That the
 * stream came or went meanwhile is no step: it decides nothing for anybody.
 */
const requireCurrent = ({ status, lastStep }: SessionDocument, seen: number | undefined): void => {
  if (seen === undefined || seen === status.version) return;
  if (!lastStep || seen > status.version) throw new AppError('STATE_CHANGED');
  if (seen < lastStep.version) {
    throw new AppError('STATE_CHANGED', { step: lastStep.action, actor: lastStep.by });
  }
};

/** When items really began and ended, after the step to `next`. */
const momentsOf = (
  { status, itemMoments = [] }: SessionDocument,
  next: SessionStatus,
  { agenda, now }: MachineContext,
) =>
  momentsAfter(
    itemMoments,
    {
      agenda,
      before: status.agendaItem,
      after: next.agendaItem,
      over: isOver(next.session) && !isOver(status.session),
    },
    now.toISOString(),
  );

/** True when the state is as asked. */
const streamAttempt = async (
  id: string,
  stream: StreamState,
  reason: string,
  options: Options,
): Promise<boolean> => {
  const session = await options.store.find(id);
  if (!session || session.status.stream === stream) return true;
  const next = { ...statusOf(session), stream, version: session.status.version + 1 };
  const event = {
    event: 'stream.changed' as const,
    data: { from: session.status.stream, to: stream, reason },
    actor: SYSTEM,
    address: '',
    session: id,
  };
  return (await write(session, next, event, options)) !== undefined;
};

/** True when nothing is due any more. */
const dueAttempt = async (id: string, options: Options): Promise<boolean> => {
  const session = await options.store.find(id);
  if (!session) return true;
  const context = await contextOf(session, options);
  const action = dueAction(session.status, context.now.getTime());
  const result = action && applyAction(statusOf(session), action, context);
  if (!action || result?.kind !== 'changed') return true;
  const by = { action, actor: SYSTEM, address: '', context };
  return (await writeStep(session, result.status, by, options)) !== undefined;
};

const describe = (status: Omit<SessionStatus, 'id'>): string => {
  const { session, ceremony, clause, agendaItem, signingEndsAt, signingPausedAt } = status;
  const pause = signingPausedAt ? ' paused' : '';
  const window = signingEndsAt ? ` until ${signingEndsAt}` : '';
  return `${session}/${ceremony}/${clause}/${agendaItem ?? '-'}${window}${pause}`;
};
