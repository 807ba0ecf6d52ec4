// A session's actions as pages name them.
import type { SessionAction } from '../../server/protocol/session.ts';
import { SESSION_ACTIONS } from '../../server/protocol/session-names.ts';

/** Narrows a button's name to an action. */
export const findAction = (name: string | undefined): SessionAction | undefined =>
  SESSION_ACTIONS.find((action) => action === name);
