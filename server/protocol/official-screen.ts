// What an official's screens show in which state: pure functions that server and browser share.
import type { SessionStatus } from './session.ts';
import { isOver } from './session-names.ts';

type Ceremony = Pick<SessionStatus, 'ceremony' | 'clause'>;

/**
 * How many clauses have been read aloud so far: those up to the one being read, all once signing
 * is open. `clauses` is the number of the declaration's commitments.
 */
export function clausesRead(status: Ceremony, clauses: number): number {
  if (status.ceremony === 'idle') return 0;
  if (status.ceremony === 'reading') return Math.min(status.clause, clauses);
  return clauses;
}

/** The clause being read at this moment, 1..clauses; 0 during opening, closing and silence. */
export const clauseAtHand = (status: Ceremony, clauses: number): number =>
  status.ceremony === 'reading' && status.clause <= clauses ? status.clause : 0;

/** Signatures are taken, in the window or in the late one after it. */
export const isTakingSignatures = ({ ceremony }: Pick<SessionStatus, 'ceremony'>): boolean =>
  ceremony === 'signing' || ceremony === 'late';

/** The clause that can be ticked next; 0 when there is none at this moment. */
export function tickableClause(status: Ceremony, clauses: number, ticked: number[]): number {
  if (status.ceremony !== 'reading' && !isTakingSignatures(status)) return 0;
  const next = ticked.length + 1;
  return next <= clausesRead(status, clauses) ? next : 0;
}

/** How a clause stands on a sheet: agreed, at hand, read but not agreed to, still to come. */
export type ClauseState = 'agreed' | 'current' | 'open' | 'later';

/** The state of clause `number`. Once signing is open, the first one without a tick is at hand. */
export function clauseState(
  status: Ceremony,
  clauses: number,
  ticked: number[],
  number: number,
): ClauseState {
  const isTicked = ticked.includes(number);
  if (clauseAtHand(status, clauses) === number) return 'current';
  if (isTicked) return 'agreed';
  if (isTakingSignatures(status) && tickableClause(status, clauses, ticked) === number) {
    return 'current';
  }
  return number <= clausesRead(status, clauses) ? 'open' : 'later';
}

/** The steps of the signing sheet. */
export type PledgeStep = 'read' | 'sign' | 'sealed' | 'closed';

/** Where the official stands: sealed is for good; closed only without a signature. */
export function pledgeStep(
  status: Ceremony,
  { clauses, ticked, signed }: { clauses: number; ticked: number[]; signed: boolean },
): PledgeStep {
  if (signed) return 'sealed';
  if (isTakingSignatures(status)) return ticked.length >= clauses ? 'sign' : 'read';
  return status.ceremony === 'idle' || status.ceremony === 'reading' ? 'read' : 'closed';
}

/** What stands in the stage's large field. */
export type StageScene = 'waiting' | 'live' | 'paused' | 'ended';

/** The scene of the stage by the session's state. */
export function stageScene(status: Pick<SessionStatus, 'session'>): StageScene {
  if (status.session === 'live' || status.session === 'paused') return status.session;
  return isOver(status.session) ? 'ended' : 'waiting';
}

/** An item of the agenda as pages show it; `time` is "09.00 WIB". */
export interface AgendaEntry {
  id: string;
  time: string;
  title: string;
  office: string;
}

/** Now and next; `now` undefined before the first item and after the end. */
export function agendaAt(
  agenda: AgendaEntry[],
  status: Pick<SessionStatus, 'session' | 'agendaItem'>,
): { now: AgendaEntry | undefined; next: AgendaEntry | undefined } {
  if (stageScene(status) === 'ended') return { now: undefined, next: undefined };
  const index = agenda.findIndex((item) => item.id === status.agendaItem);
  return { now: agenda[index], next: agenda[index + 1] };
}
