// The evidence bundle's files and shapes: what its maker writes and its verifier reads. Frozen: a
// changed shape means a new `format`.
import { z } from 'zod';
import { canonicalJson } from '../core/canonical.ts';

export const BUNDLE_FORMAT = 'ikrar-bundle/1';
/** Of `erased.json`, which a bundle has when files of its certificates were erased. */
export const ERASED_FORMAT = 'ikrar-erased/1';
export const SIGNATURE_FORMAT = 'ikrar-bundle-signature/1';

/** The members that every bundle has; the manifest says which others there are. */
export const FILES = {
  manifest: 'manifest.json',
  signature: 'manifest.sig.json',
  readme: 'README.txt',
  entries: 'log/entries.ndjson',
  heads: 'log/heads.ndjson',
  timestamps: 'log/timestamps.ndjson',
  certificates: 'certificates.ndjson',
  erased: 'erased.json',
  revocations: 'revocations.json',
  declaration: 'declaration.json',
  consent: 'consent.json',
  root: 'keys/root.pem',
  issuing: 'keys/issuing.pem',
  rootCrl: 'crl/root.crl',
  issuingCrl: 'crl/issuing.crl',
} as const;

/** Certificates of one kind of key: `keys/<prefix><first 16 digits of its fingerprint>.pem`. */
export const KEY_PREFIX = {
  evidence: 'keys/evidence-',
  seal: 'keys/seal-',
  /** The chain of a seal key from outside: issuers and root. */
  foreign: 'keys/foreign-',
  /** Roots of time-stamping authorities. */
  tsa: 'keys/tsa-',
} as const;

/** Where a certificate of this fingerprint (64 hexadecimal digits) lies. */
export const keyFileOf = (kind: keyof typeof KEY_PREFIX, fingerprint: string): string =>
  `${KEY_PREFIX[kind]}${fingerprint.slice(0, 16)}.pem`;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const moment = z
  .string()
  .max(30)
  .refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text);
const keyId = z.string().regex(/^[0-9a-f]{8}$/);
const line = z.string().max(500);

const memberSchema = z.strictObject({ name: line, sha256: hash, size: count });

/** Its canonical JSON begins with the format's name, as everything the evidence key signs. */
export const manifestSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  /** The newest head that it holds; null when nobody has signed. */
  head: z.strictObject({ root: hash, size: count }).nullable(),
  keyId,
  /** The moment at which everything in it stood so. */
  madeAt: moment,
  /** All files but the manifest and its signature, sorted by name. */
  members: z.array(memberSchema).max(1_000),
  rootFingerprint: hash,
  /** No names of persons. */
  session: z.strictObject({
    id: z.string().regex(/^[\w-]{1,64}$/),
    campaign: line,
    date: line,
    kind: line,
    slug: z.string().regex(/^[a-z0-9-]{1,80}$/),
    title: line,
  }),
  totals: z.strictObject({
    certificates: count,
    heads: count,
    leaves: count,
    revoked: count,
    timestamps: count,
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type Member = z.infer<typeof memberSchema>;

export const manifestSignatureSchema = z.strictObject({
  format: z.literal(SIGNATURE_FORMAT),
  keyId,
  /** ECDSA P-256 with SHA-256 over the manifest's bytes: r and s, 64 bytes, base64. */
  signature: z.string().max(100),
});

export const entryLineSchema = z.strictObject({ leaf: z.string(), sequence: count });
export const headLineSchema = z.strictObject({
  keyId,
  signature: z.string().max(100),
  text: z.string().max(1_000),
});
/** `token`: DER TimeStampToken over the SHA-256 of the text of the head of `size`, base64. */
export const timestampLineSchema = z.strictObject({ size: count, token: z.string().max(60_000) });

/** revocations.json: the signed text and who signed it. */
export const signedListSchema = z.strictObject({
  keyId,
  signature: z.string().max(100),
  text: z.string(),
});

export const certificateLineSchema = z.strictObject({
  number: z.string().regex(/^[A-Z0-9-]{8,60}$/),
  kind: z.enum(['declaration', 'participation', 'region', 'roll', 'minutes']),
  sha256: hash,
  size: count,
  /** Of the signature that it is about; null for the other kinds. */
  leafHash: hash.nullable(),
  issuedAt: moment,
  templateVersion: line,
  /** SHA-256 of the certificate of the key that sealed it; null when it is none of those listed. */
  sealCertificate: hash.nullable(),
  state: z.enum(['valid', 'revoked']),
});
export type CertificateLine = z.infer<typeof certificateLineSchema>;

/**
 * Certificates whose names and files were erased by rule, and when: their numbers and hashes are
 * listed as before, their PDFs are in no later ZIP.
 */
export const erasedFileSchema = z.strictObject({
  erased: z
    .array(z.strictObject({ at: moment, number: z.string().regex(/^[A-Z0-9-]{8,60}$/) }))
    .min(1)
    .max(1_000_000),
  format: z.literal(ERASED_FORMAT),
});
export type ErasedLine = z.infer<typeof erasedFileSchema>['erased'][number];

export const declarationFileSchema = z.strictObject({
  version: line,
  opening: z.string(),
  clauses: z.array(z.string()).min(1).max(50),
  closing: z.string(),
});
export const consentFileSchema = z.strictObject({ version: line, text: z.string() });

/**
 * The value that `text` states when it is canonical JSON (RFC 8785) of the schema's shape, byte
 * for byte; undefined for anything else, never throws.
 */
export function readCanonical<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success && canonicalJson(parsed.data) === text ? parsed.data : undefined;
  } catch {
    // No JSON at all.
    return undefined;
  }
}
