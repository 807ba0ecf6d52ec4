// When a signature is taken: a pure function of the ceremony's state and the moment of receipt.
import type { ErrorCode } from '../protocol/error-codes.ts';
import type { SessionStatus } from '../protocol/session.ts';

/** Why a signature received at `at` is refused; undefined when it is taken. */
export function windowRefusal(
  status: Pick<SessionStatus, 'ceremony' | 'closesAt'>,
  at: Date,
): ErrorCode | undefined {
  if (status.ceremony === 'signing') return undefined;
  if (status.ceremony === 'idle' || status.ceremony === 'reading') return 'SIGNING_NOT_OPEN';
  // Closed: what was on its way when the window closed is still taken until `closesAt`.
  const closesAt = status.closesAt ? Date.parse(status.closesAt) : 0;
  return status.ceremony === 'closed' && at.getTime() < closesAt ? undefined : 'SIGNING_CLOSED';
}
