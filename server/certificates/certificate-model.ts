// A certificate as it is stored: reserved with its number and data first, then frozen with its file.
import { type Connection, type Model, Schema } from 'mongoose';
import {
  CERTIFICATE_KINDS,
  type CertificateData,
  type CertificateKind,
} from './certificate-data.ts';

/** Why and when a certificate stopped counting; `replacedBy` is the code of its successor. */
export interface Revocation {
  at: Date;
  /** One of REVOCATION_REASONS (server/protocol); published. */
  reason: string;
  /** What staff wrote beside it; never published. Missing before 0.3. */
  note?: string;
  replacedBy: string | null;
}

/**
 * `sha256` is null while it is only reserved (a crash may have come between): number, codes and
 * data are fixed already, so that a second try makes the same certificate. `active` is false
 * once it is revoked; a subject of a session has one active certificate of a kind. Long documents
 * keep their rows in `data.rows` and `data.details`, which only their making reads.
 */
export interface CertificateDocument {
  _id: string;
  schemaVersion: number;
  kind: CertificateKind;
  session: string;
  /** A registration's id, `region:<code>` or `session`: see certificate-subject.ts. */
  subject: string;
  /** Null for a document that is not one person's. */
  registration: string | null;
  signature: string | null;
  code: string;
  shortCode: string;
  number: string;
  sample: boolean;
  data: CertificateData;
  /** The wording's version; empty until the file is drawn. */
  templateVersion: string;
  issuedAt: Date;
  active: boolean;
  revoked: Revocation | null;
  /** Code of the certificate that it stands for after a correction. */
  replaces?: string | null;
  /** The independent moment in its seal (RFC 3161); null without one. */
  timestamp: Date | null;
  sha256: string | null;
  bytes: Buffer | null;
  /** Set when its personal values and its file were erased; number, hash and leaf stay. */
  erased?: ErasedFile;
}

/** What is kept of a file that was erased, so that everything about it can still be checked. */
export interface ErasedFile {
  at: Date;
  /** In bytes, as it was issued. */
  size: number;
  /** SHA-256 of the certificate of the key that sealed it; null when it is none of ours. */
  seal: string | null;
  /** The leaf that its QR code named; null without one. */
  leafHash: string | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<CertificateDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    kind: { type: String, enum: CERTIFICATE_KINDS, required: true },
    session: text,
    subject: text,
    registration: { type: String, default: null },
    signature: { type: String, default: null },
    code: text,
    shortCode: text,
    number: text,
    sample: { type: Boolean, required: true },
    data: { type: Schema.Types.Mixed, required: true },
    templateVersion: { type: String, default: '' },
    issuedAt: { type: Date, required: true },
    active: { type: Boolean, required: true },
    revoked: { type: Schema.Types.Mixed, default: null },
    replaces: { type: String, default: null },
    timestamp: { type: Date, default: null },
    sha256: { type: String, default: null },
    bytes: { type: Buffer, default: null },
    erased: { type: Schema.Types.Mixed },
  },
  { collection: 'certificates', versionKey: false, minimize: false },
);
schema.index({ code: 1 }, { unique: true });
schema.index({ shortCode: 1 }, { unique: true });
schema.index({ number: 1 }, { unique: true });
schema.index(
  { subject: 1, kind: 1, session: 1 },
  { unique: true, partialFilterExpression: { active: true } },
);
schema.index({ sha256: 1 });
// Counts and lists of a whole session are read from this index alone: the files are large.
schema.index({ session: 1, kind: 1, subject: 1, active: 1, sha256: 1 });
// Programs read a session's certificates page by page.
schema.index({ session: 1, _id: 1 });
// The published list of what was revoked.
schema.index({ 'revoked.at': 1 }, { partialFilterExpression: { active: false } });

/** The certificates' model on this connection. */
export const certificateModel = (connection: Connection): Model<CertificateDocument> =>
  connection.models.Certificate ?? connection.model<CertificateDocument>('Certificate', schema);

/** `_id` is what the numbers have in common: prefix, day and kind. */
export interface CertificateCounter {
  _id: string;
  last: number;
}
const counterSchema = new Schema<CertificateCounter>(
  { _id: text, last: { type: Number, required: true } },
  { collection: 'certificate_counters', versionKey: false },
);
export const counterModel = (connection: Connection): Model<CertificateCounter> =>
  connection.models.CertificateCounter ??
  connection.model<CertificateCounter>('CertificateCounter', counterSchema);
