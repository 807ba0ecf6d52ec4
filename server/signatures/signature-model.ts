// A signature as it is stored: the leaf for good, and beside it what can be erased.
import { type Connection, type Model, Schema } from 'mongoose';
import type { Mark } from '../protocol/socket-events.ts';

/**
 * `kind` void: the registration was released before it signed, and never can sign. The unique
 * index on `registration` decides between a signature and a release that race.
 */
export interface SignatureDocument {
  _id: string;
  schemaVersion: number;
  kind: 'signature' | 'void';
  session: string;
  registration: string;
  seat: string;
  region: string | null;
  signedAt: Date;
  /** Received in the late window; missing otherwise. The leaf says the same. */
  late?: boolean;
  /** Canonical JSON of the leaf; empty for void. */
  leaf: string;
  leafHash: string | null;
  /** Erasable: the commitment and the mark's hash in the leaf stay. */
  personal: { name: string; acting: string; salt: string; mark: Mark } | null;
}

const schema = new Schema<SignatureDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    kind: { type: String, enum: ['signature', 'void'], required: true },
    session: { type: String, required: true },
    registration: { type: String, required: true },
    seat: { type: String, required: true },
    region: { type: String, default: null },
    signedAt: { type: Date, required: true },
    late: { type: Boolean },
    leaf: { type: String, default: '' },
    leafHash: { type: String, default: null },
    personal: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'signatures', versionKey: false, minimize: false },
);
schema.index({ registration: 1 }, { unique: true });
schema.index({ session: 1, kind: 1, signedAt: 1 });

/** The signatures' model on this connection. */
export const signatureModel = (connection: Connection): Model<SignatureDocument> =>
  connection.models.Signature ?? connection.model<SignatureDocument>('Signature', schema);
