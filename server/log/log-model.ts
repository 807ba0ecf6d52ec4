// The log as it is stored: entries, signed heads and their time stamps. All append-only.
import { type Connection, type Model, Schema } from 'mongoose';

export type EntryKind = 'signature' | 'withdrawal' | 'correction';

/** One leaf at its place. */
export interface EntryDocument {
  _id: string;
  session: string;
  /** From 0, without a gap. */
  sequence: number;
  /** Canonical JSON, byte for byte. */
  leaf: string;
  leafHash: string;
  kind: EntryKind;
  /** Id of the signature or amendment that it comes from. */
  source: string;
  /** The lease's epoch under which it was written. */
  epoch: number;
  at: Date;
}

/** A signed head; `_id` is `<session>/<size>`. */
export interface HeadDocument {
  _id: string;
  session: string;
  size: number;
  /** Size of the head before; 0 for the first. */
  previous: number;
  root: string;
  time: Date;
  /** The signed text: see `headText`. */
  text: string;
  signature: string;
  keyId: string;
  epoch: number;
}

/** What an authority outside said of a head; `_id` is the head's. */
export interface TimestampDocument {
  _id: string;
  session: string;
  size: number;
  /** DER TimeStampToken over the SHA-256 of the head's text. */
  token: Buffer;
  /** When it was stored, by this platform's clock; the token says the authority's moment. */
  at: Date;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const plain = { versionKey: false } as const;

const entrySchema = new Schema<EntryDocument>(
  {
    _id: text,
    session: text,
    sequence: count,
    leaf: text,
    leafHash: text,
    kind: { type: String, enum: ['signature', 'withdrawal', 'correction'], required: true },
    source: text,
    epoch: count,
    at: moment,
  },
  { collection: 'log_entries', ...plain },
);
entrySchema.index({ session: 1, sequence: 1 }, { unique: true });
entrySchema.index({ session: 1, source: 1 }, { unique: true });

const headSchema = new Schema<HeadDocument>(
  {
    _id: text,
    session: text,
    size: count,
    previous: count,
    root: text,
    time: moment,
    text,
    signature: text,
    keyId: text,
    epoch: count,
  },
  { collection: 'log_heads', ...plain },
);
headSchema.index({ session: 1, size: 1 }, { unique: true });
// A head is conditional on the one before: of two that follow the same one, the first stands.
headSchema.index({ session: 1, previous: 1 }, { unique: true });

const timestampSchema = new Schema<TimestampDocument>(
  { _id: text, session: text, size: count, token: { type: Buffer, required: true }, at: moment },
  { collection: 'log_timestamps', ...plain },
);
timestampSchema.index({ session: 1, size: 1 }, { unique: true });

export const entryModel = (connection: Connection): Model<EntryDocument> =>
  connection.models.LogEntry ?? connection.model<EntryDocument>('LogEntry', entrySchema);
export const headModel = (connection: Connection): Model<HeadDocument> =>
  connection.models.LogHead ?? connection.model<HeadDocument>('LogHead', headSchema);
export const timestampModel = (connection: Connection): Model<TimestampDocument> =>
  connection.models.LogTimestamp ??
  connection.model<TimestampDocument>('LogTimestamp', timestampSchema);
