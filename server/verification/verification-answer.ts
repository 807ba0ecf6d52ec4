// What a verification answers to programs: the verdict, four answers with their reasons, and facts.
import { z } from 'zod';
import { KINDS } from '../certificates/index.ts';
import { countField, hashField, momentField } from '../http/api-schemas.ts';

const holds = z.boolean().nullable();
const change = z.strictObject({ kind: z.string(), at: countField, bytes: countField });
const head = z.strictObject({
  size: countField,
  root: hashField,
  time: momentField,
  text: z.string(),
  signature: z.base64(),
  keyId: z.string(),
});
const checks = z.strictObject({
  bytes: z.strictObject({ holds, reason: z.string(), change: change.optional() }),
  seal: z.strictObject({ holds, reason: z.string(), reasons: z.array(z.string()) }),
  log: z.strictObject({
    holds,
    reason: z.string(),
    leafHash: hashField.optional(),
    index: countField.optional(),
    withdrawnAt: momentField.optional(),
    head: head.optional(),
  }),
  state: z.strictObject({ holds, reason: z.string() }),
});

/** A person's document has name and office, one of many rows how many signed. */
const certificate = z.strictObject({
  kind: z.enum(KINDS),
  number: z.string(),
  shortCode: z.string(),
  sample: z.boolean(),
  name: z.string().optional(),
  office: z.string().optional(),
  region: z.string().nullable(),
  minutes: countField.optional(),
  leafHash: hashField.optional(),
  /** Of a declaration whether it was signed late; of many rows how many of them were. */
  late: z.union([z.boolean(), countField]).optional(),
  signed: countField.optional(),
  seats: countField.optional(),
  logRoot: hashField.nullable().optional(),
  event: z.string(),
  date: z.string(),
  host: z.string(),
  issuer: z.string().nullable(),
  issuedAt: momentField,
  sha256: hashField,
  statement: z.string().nullable(),
  revoked: z
    .strictObject({ at: momentField, reason: z.string(), replacement: z.string().nullable() })
    .nullable(),
  /** Its personal values and its file were erased by rule. */
  erased: z.strictObject({ at: momentField }).nullable(),
});

const seal = z.strictObject({
  isPdf: z.boolean(),
  hasSeal: z.boolean(),
  coversWholeFile: z.boolean(),
  reasons: z.array(z.string()),
  digestMatches: z.boolean(),
  signatureValid: z.boolean(),
  chainTrusted: z.boolean(),
  sealExpired: z.boolean(),
  sealSerial: z.string().nullable(),
  timestamp: z.strictObject({ at: momentField, trusted: z.boolean() }).nullable(),
  timestampWrong: z.boolean(),
});

export const verificationSchema = z.strictObject({
  state: z.enum(['valid', 'altered', 'revoked', 'sample', 'incomplete', 'unknown']),
  checkedAt: momentField,
  checks,
  certificate: certificate.nullable(),
  file: z.strictObject({ sha256: hashField }).optional(),
  seal: seal.optional(),
});
