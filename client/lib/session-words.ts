// A session's status and actions as pages get them, without the server's schema library.
import * as z from 'zod/mini';
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';
import { SESSION_ACTIONS } from '../../server/protocol/session-names.ts';

/** The status in a page's data: our own server's, so only its presence is checked. */
export const statusSchema = z.custom<SessionStatus>(
  (value) => typeof value === 'object' && value !== null && 'version' in value,
);

/** Narrows a button's name to an action. */
export const findAction = (name: string | undefined): SessionAction | undefined =>
  SESSION_ACTIONS.find((action) => action === name);
