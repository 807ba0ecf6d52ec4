// Who may tick which clause when, as pure functions.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { clauseAtHand, clausesRead } from '../protocol/official-screen.ts';
import type { SessionStatus } from '../protocol/session.ts';
import { acceptsTicks } from '../protocol/signing-window.ts';
import type { Ticks } from './tick-memory.ts';

/**
 * Why `clause` can't be ticked at `at`; undefined when it can. Ticks go in the clauses' order; a
 * clause that was read can be ticked afterwards for as long as signatures are taken.
 */
export function tickRefusal(
  status: SessionStatus,
  { clauses, ticked, clause, at }: { clauses: number; ticked: number[]; clause: number; at: Date },
): ErrorCode | undefined {
  if (clause > clauses) return 'INVALID_INPUT';
  if (!acceptsTicks(status, at.getTime())) return 'SIGNING_CLOSED';
  if (clause > clausesRead(status, clauses)) return 'CLAUSE_NOT_READ_YET';
  const before = Array.from({ length: clause - 1 }, (_, index) => index + 1);
  return before.every((one) => ticked.includes(one)) ? undefined : 'CLAUSES_UNREAD';
}

/** True when the clause is the one being read: its tick is made together with everybody's. */
export const isTogether = (
  status: Pick<SessionStatus, 'ceremony' | 'clause'>,
  clauses: number,
  clause: number,
): boolean => clauseAtHand(status, clauses) === clause;

const numbered = (keys: string[]): number[] => keys.map(Number).sort((a, b) => a - b);

/** The numbers of the ticked clauses, in order. */
export const tickedClauses = (known: Pick<Ticks, 'ticks'> | undefined): number[] =>
  numbered(Object.keys(known?.ticks ?? {}));

/** The ticked clauses, and which of them were ticked together. */
export interface Ticked {
  ticks: number[];
  together: number[];
}

/** Both lists of what is stored, in the clauses' order. */
export const tickedOf = (known: Ticks | undefined): Ticked => ({
  ticks: tickedClauses(known),
  together: numbered(
    Object.entries(known?.together ?? {})
      .filter(([, together]) => together)
      .map(([clause]) => clause),
  ),
});
