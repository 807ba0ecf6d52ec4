// A session's three states and what every screen of it is told.
import { z } from 'zod';
import {
  CEREMONY_STATES,
  SESSION_ACTIONS,
  SESSION_STATES,
  STREAM_STATES,
} from './session-names.ts';

export { CEREMONY_STATES, SESSION_ACTIONS, SESSION_STATES, STREAM_STATES };

export const sessionStateSchema = z.enum(SESSION_STATES);
export const ceremonyStateSchema = z.enum(CEREMONY_STATES);
export const streamStateSchema = z.enum(STREAM_STATES);
export type SessionState = z.infer<typeof sessionStateSchema>;
export type CeremonyState = z.infer<typeof ceremonyStateSchema>;
export type StreamState = z.infer<typeof streamStateSchema>;

/** Root: 64 hexadecimal digits; size: leaves under it, amendments among them. */
export const sealedSchema = z.object({
  root: z.string(),
  size: z.int(),
  signatures: z.int(),
  at: z.string(),
});
export type SealedCeremony = z.infer<typeof sealedSchema>;

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
  /** When the signing window closes by itself; null: only by hand, or there is no window now. */
  signingEndsAt: z.string().nullable(),
  /** Since when nothing is signed; the window's end moves on by as long as the pause lasts. */
  signingPausedAt: z.string().nullable(),
  /** The window's end before it was last extended, for as long as that can be taken back. */
  extendedFrom: z.string().nullable(),
  /** After closing: until when signatures on their way are still taken. */
  closesAt: z.string().nullable(),
  /** When the late window closes by itself, or was closed. */
  lateUntil: z.string().nullable(),
  /** The closing moment: the log's head as it stood when the ceremony was sealed. */
  sealed: sealedSchema.nullable(),
  /** Signing was closed and opened again; that is possible once. */
  reopened: z.boolean(),
});
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

/** Nothing was left to do for a step; by whom it had been done, '' when that is long ago. */
export interface AlreadyDone {
  by: string;
}
/** The status after a step. */
export type StepAnswer = SessionStatus & { already?: AlreadyDone };

/** How many officials have agreed to the clause that is being read. */
export interface AgreedCount {
  clause: number;
  count: number;
}

export const sessionActionSchema = z.enum(SESSION_ACTIONS);
export type SessionAction = z.infer<typeof sessionActionSchema>;
