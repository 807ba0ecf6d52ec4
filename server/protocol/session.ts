// A session's three states and what every screen of it is told.
import { z } from 'zod';

export const SESSION_STATES = [
  'draft',
  'scheduled',
  'doors',
  'live',
  'paused',
  'ended',
  'archived',
] as const;
export const CEREMONY_STATES = ['idle', 'reading', 'signing', 'closed', 'late', 'sealed'] as const;
export const STREAM_STATES = ['off', 'test', 'on air', 'down', 'fallback'] as const;

export const sessionStateSchema = z.enum(SESSION_STATES);
export const ceremonyStateSchema = z.enum(CEREMONY_STATES);
export const streamStateSchema = z.enum(STREAM_STATES);
export type SessionState = z.infer<typeof sessionStateSchema>;
export type CeremonyState = z.infer<typeof ceremonyStateSchema>;
export type StreamState = z.infer<typeof streamStateSchema>;

/**
 * What every screen of a session follows. `clause` counts while reading: 0 the opening,
 * 1..n the commitments, n+1 the closing; it stays at its last value afterwards.
 * Moments are ISO 8601 in UTC.
 */
export const sessionStatusSchema = z.object({
  id: z.string(),
  version: z.int(),
  session: sessionStateSchema,
  ceremony: ceremonyStateSchema,
  stream: streamStateSchema,
  clause: z.int(),
  agendaItem: z.string().nullable(),
  liveAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  signingOpenedAt: z.string().nullable(),
  closesAt: z.string().nullable(),
  /** Signing was closed and opened again; that is possible once. */
  reopened: z.boolean(),
});
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

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
  'close-signing',
  'reopen-signing',
  'next-item',
  'previous-item',
] as const;
export const sessionActionSchema = z.enum(SESSION_ACTIONS);
export type SessionAction = z.infer<typeof sessionActionSchema>;
