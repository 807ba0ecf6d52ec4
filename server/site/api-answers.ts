// What the public answers about a session hold.
import { z } from 'zod';
import {
  boardCountersField,
  countField,
  idField,
  momentField,
  versionField,
} from '../http/api-schemas.ts';
import { REGION_STATES } from '../protocol/board.ts';
import { ceremonyStateSchema, sessionStateSchema, streamStateSchema } from '../protocol/session.ts';

/** The closing moment of the ceremony: the log's head, how many signed, and when. */
export const sealedField = z.strictObject({
  root: z.string(),
  size: countField,
  signatures: countField,
  at: momentField,
});

export const currentSessionSchema = z.strictObject({
  id: idField,
  slug: z.string(),
  title: z.string(),
  kind: z.enum(['official', 'rehearsal']),
  date: z.iso.date(),
  declaration: versionField.nullable(),
  state: sessionStateSchema,
  ceremony: ceremonyStateSchema,
  stream: streamStateSchema,
  sealed: sealedField.nullable(),
});

export const boardSchema = z.strictObject({
  version: countField,
  phase: z.enum(['presence', 'signing', 'frozen']),
  counters: boardCountersField,
  regions: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      state: z.enum(REGION_STATES),
      required: countField,
      present: countField,
      signed: countField,
    }),
  ),
});
