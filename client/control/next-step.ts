// The one next step that the control room offers, from the state of the three machines.
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';

export interface AgendaEntry {
  id: string;
  title: string;
  kind: string;
}
export type Actions = Record<string, string | null>;

/** `title` and `detail` are keys below `control-room.client`. */
export interface NextStep {
  action: SessionAction;
  title: string;
  detail: string;
  parameters: Record<string, string | number>;
}

/** What the next step is decided from; `clauses` counts the declaration's commitments. */
export interface StepFacts {
  status: SessionStatus;
  actions: Actions;
  agenda: readonly AgendaEntry[];
  clauses: number;
}

const plain = (action: SessionAction): NextStep => ({
  action,
  title: `actions.${action}`,
  detail: `next.${action}`,
  parameters: {},
});

const inReading = ({ status, clauses }: StepFacts): NextStep => {
  const clause = status.clause + 1;
  if (clause > clauses + 1) return plain('open-signing');
  const key = clause > clauses ? 'closing' : 'next-clause';
  const step = plain('next-clause');
  return { ...step, title: `titles.${key}`, detail: `next.${key}`, parameters: { clause } };
};

const inAgenda = (facts: StepFacts): NextStep => {
  const { status, agenda, actions } = facts;
  const index = agenda.findIndex((item) => item.id === status.agendaItem);
  const following = agenda[index + 1];
  if (following && actions['next-item'] === null) {
    const parameters = { title: following.title };
    return { ...plain('next-item'), title: 'titles.next-item', parameters };
  }
  if (status.ceremony === 'signing') return plain('close-signing');
  if (actions['open-late'] === null) return plain('open-late');
  return inClosing(facts) ?? plain('end');
};

/** Sealing, as soon as signing is closed: it may have to wait a moment for the log. */
const SEAL_WAITS = ['settling', 'log-behind'];
const inClosing = ({ actions }: StepFacts): NextStep | undefined => {
  const reason = actions.seal;
  const isDue = reason === null || SEAL_WAITS.includes(reason ?? '');
  return isDue ? plain('seal') : undefined;
};

/** The next step, or undefined when the session is over. */
export function nextStep(facts: StepFacts): NextStep | undefined {
  const { status, agenda, clauses } = facts;
  if (status.session === 'draft' || status.session === 'scheduled') return plain('open-doors');
  if (status.session === 'doors') return plain('go-live');
  if (status.session === 'paused') return plain('resume');
  if (status.session !== 'live') return inClosing(facts);
  if (status.ceremony === 'reading') return inReading(facts);
  const now = agenda.find((item) => item.id === status.agendaItem);
  const isReadingDue = now?.kind === 'declaration' && clauses > 0 && status.ceremony === 'idle';
  return isReadingDue ? plain('start-reading') : inAgenda(facts);
}
