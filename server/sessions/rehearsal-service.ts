// Rehearsals: a session of their own with its own seats and codes, led step by step by a program.
// Nothing made in one can enter an official record: it refuses every other kind of session.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { SessionAction, SessionStatus } from '../protocol/session.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { SessionDocument } from './session-model.ts';
import { rehearsalOf } from './session-plan.ts';
import type { ActOptions, SessionService } from './session-service.ts';
import type { SessionStore } from './session-store.ts';

type By = Pick<ActOptions, 'actor' | 'address'>;

/** Steps of a rehearsal; `read` leads through the whole declaration. */
export const REHEARSAL_STEPS = [
  'doors',
  'live',
  'read',
  'open-signing',
  'close-signing',
  'end',
] as const;
export type RehearsalStep = (typeof REHEARSAL_STEPS)[number];

export interface RehearsalService {
  /**
   * A new rehearsal modelled on a session (the default one unless told), with at least `seats`
   * seats: more than the campaign has are made up, see repeat-seats.ts.
   */
  create(by: By, model?: string, seats?: number): Promise<SessionDocument>;
  /** A rehearsal; throws NOT_FOUND, and NOT_REHEARSAL for any other kind of session. */
  get(session: string): SessionDocument;
  /** Does one step. Throws NOT_REHEARSAL for any other kind of session. */
  step(session: string, step: RehearsalStep, by: By): Promise<SessionStatus>;
}

const ACTIONS: Record<Exclude<RehearsalStep, 'read'>, SessionAction> = {
  doors: 'open-doors',
  live: 'go-live',
  'open-signing': 'open-signing',
  'close-signing': 'close-signing',
  end: 'end',
};

/** The service; it leads rehearsals only, whoever asks. */
export function createRehearsalService(options: {
  store: SessionStore;
  live: LiveSessions;
  sessions: SessionService;
  audit: Audit;
  newId: () => string;
  /** Makes the seats and codes of the new session. */
  addSeats(session: SessionDocument, wanted: number): Promise<void>;
}): RehearsalService {
  const { store, live, sessions, audit, newId, addSeats } = options;

  const readAll = async (session: SessionDocument, by: By): Promise<SessionStatus> => {
    const act = (action: SessionAction) => sessions.act({ session: session._id, action, ...by });
    const { clauses } = await sessions.contextOf(session);
    let status = await act('start-reading');
    while (status.clause <= clauses) status = await act('next-clause');
    return status;
  };

  const get = (id: string): SessionDocument => {
    const session = live.find(id);
    if (!session) throw new AppError('NOT_FOUND');
    if (session.kind !== 'rehearsal') throw new AppError('NOT_REHEARSAL');
    return session;
  };

  return {
    async create(by, modelId, seats = 0) {
      const model = modelId ? live.find(modelId) : live.findDefault();
      if (!model) throw new AppError('NOT_FOUND');
      const id = newId();
      const session = rehearsalOf(id, `gladi-${id}`, model);
      await addSeats(session, seats);
      await store.insertIfMissing(session);
      const data = { campaign: model.campaign };
      await audit.write({ event: 'rehearsal.created', data, session: id, ...by });
      live.put(session);
      return session;
    },
    get,
    async step(id, step, by) {
      const session = get(id);
      if (step === 'read') return readAll(session, by);
      return sessions.act({ session: id, action: ACTIONS[step], ...by });
    },
  };
}
