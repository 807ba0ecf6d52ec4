// What of a session's plan may still be changed: pure functions of its states.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { isOver, isRunning } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';

type Facts = Pick<SessionDocument, 'status'>;

/** Each part: undefined while it may be changed, else why not. */
export interface PlanLocks {
  /** Title, place, day and start. */
  details: ErrorCode | undefined;
  /** The whole agenda; while the session runs, what has not begun may still be changed. */
  agenda: ErrorCode | undefined;
  /** What counts as attended, and who gets a certificate: told to everybody before the start. */
  attendance: ErrorCode | undefined;
  /** How long signing is open: until it is opened. */
  window: ErrorCode | undefined;
  /** Late signing: until it is opened or the ceremony is sealed. */
  late: ErrorCode | undefined;
}

/** The locks of a session as it stands. */
export function planLocks({ status }: Facts): PlanLocks {
  const over = isOver(status.session) ? 'SESSION_OVER_FIXED' : undefined;
  const isLateFixed = ['late', 'sealed'].includes(status.ceremony) || status.lateUntil !== null;
  return {
    details: over ?? (isRunning(status.session) ? 'SESSION_RUNNING_FIXED' : undefined),
    agenda: over,
    attendance: over ?? (status.liveAt === null ? undefined : 'RULE_FIXED'),
    window: over ?? (status.signingOpenedAt === null ? undefined : 'RULE_FIXED'),
    late: over ?? (isLateFixed ? 'RULE_FIXED' : undefined),
  };
}

/** How many items from the first have begun or are the current one: they stay as they are. */
export function begunItems({
  status,
  agenda,
  itemMoments = [],
}: Pick<SessionDocument, 'status' | 'agenda' | 'itemMoments'>): number {
  if (!isRunning(status.session)) return 0;
  const began = new Set(itemMoments.map(({ item }) => item));
  return agenda.reduce(
    (count, { id }, index) => (id === status.agendaItem || began.has(id) ? index + 1 : count),
    0,
  );
}
