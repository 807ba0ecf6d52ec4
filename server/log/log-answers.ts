// What the log answers: heads, entries, proofs and time stamps.
import { z } from 'zod';
import { countField, hashField, momentField } from '../http/api-schemas.ts';

/** A signed head: `text` is what is signed, byte for byte. */
export const headField = z.strictObject({
  session: z.string(),
  size: countField,
  previous: countField,
  root: hashField,
  time: momentField,
  text: z.string(),
  signature: z.base64(),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
});

export const logStateSchema = z.strictObject({
  size: countField,
  pending: countField,
  head: headField.nullable(),
  time: z.strictObject({
    state: z.enum(['none', 'earlier', 'stamped']),
    text: z.string(),
    stampedSize: countField,
  }),
});
export const headsSchema = z.strictObject({ heads: z.array(headField) });
export const entriesSchema = z.strictObject({
  entries: z.array(
    z.strictObject({
      index: countField,
      kind: z.enum(['signature', 'withdrawal', 'correction']),
      leaf: z.string(),
      leafHash: hashField,
    }),
  ),
});
export const inclusionSchema = z.strictObject({
  leafHash: hashField,
  index: countField,
  head: headField,
  proof: z.array(hashField),
});
export const consistencySchema = z.strictObject({
  from: countField,
  to: countField,
  proof: z.array(hashField),
});
/** Without an independent time yet: no token, and a sentence that says so. */
export const timestampSchema = z.union([
  z.strictObject({ size: countField, token: z.base64(), head: headField.optional() }),
  z.strictObject({ size: z.null(), token: z.null(), text: z.string() }),
]);
