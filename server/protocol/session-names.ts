// The names of states and actions by themselves: browsers use them without the schemas' library.
import type { SessionState } from './session.ts';

export const SESSION_STATES = [
  'draft',
  'scheduled',
  'doors',
  'live',
  'paused',
  'ended',
  'archived',
] as const;
/** True from the opening of the doors to the end. */
export const isRunning = (state: SessionState): boolean =>
  state === 'doors' || state === 'live' || state === 'paused';

/** True when nothing happens in the session any more. */
export const isOver = (state: SessionState): boolean => state === 'ended' || state === 'archived';

export const CEREMONY_STATES = ['idle', 'reading', 'signing', 'closed', 'late', 'sealed'] as const;
export const STREAM_STATES = ['off', 'test', 'on air', 'down', 'fallback'] as const;

/** What the control room (and, for the clauses, the reader) can do. */
export const SESSION_ACTIONS = [
  'open-doors',
  'close-doors',
  'go-live',
  'pause',
  'resume',
  'end',
  'start-reading',
  'next-clause',
  'previous-clause',
  'cancel-reading',
  'open-signing',
  'reopen-reading',
  'pause-signing',
  'resume-signing',
  'extend-signing',
  'undo-extension',
  'close-signing',
  'reopen-signing',
  'open-late',
  'close-late',
  'seal',
  'next-item',
  'previous-item',
] as const;
