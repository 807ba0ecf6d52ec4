// Who may tick which clause when, as pure functions.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { clausesRead } from '../protocol/official-screen.ts';
import type { SessionStatus } from '../protocol/session.ts';

/** Why `clause` can't be ticked now; undefined when it can. Ticks go in the clauses' order. */
export function tickRefusal(
  status: Pick<SessionStatus, 'ceremony' | 'clause'>,
  clauses: number,
  ticked: number[],
  clause: number,
): ErrorCode | undefined {
  if (clause > clauses) return 'INVALID_INPUT';
  if (status.ceremony === 'closed' || status.ceremony === 'sealed') return 'SIGNING_CLOSED';
  if (clause > clausesRead(status, clauses)) return 'CLAUSE_NOT_READ_YET';
  const before = Array.from({ length: clause - 1 }, (_, index) => index + 1);
  return before.every((one) => ticked.includes(one)) ? undefined : 'CLAUSES_UNREAD';
}

/** The numbers of the ticked clauses, in order. */
export const tickedClauses = (ticks: Record<string, Date> | undefined): number[] =>
  Object.keys(ticks ?? {})
    .map(Number)
    .sort((a, b) => a - b);
