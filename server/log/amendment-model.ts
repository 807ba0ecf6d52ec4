// Withdrawals and corrected names of signed people: the leaf for the log, and beside it the reason
// and the name, which can be erased.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface AmendmentDocument {
  _id: string;
  schemaVersion: number;
  session: string;
  signature: string;
  registration: string;
  kind: 'withdrawal' | 'correction';
  /** Counts from 1 for each signature: nothing can follow the same amendment twice. */
  number: number;
  leaf: string;
  leafHash: string;
  reason: string;
  by: AuditActor;
  at: Date;
  /** Of a correction: the name as it shall be, and the salt of its commitment in hexadecimal. */
  personal: { name: string; acting: string; salt: string } | null;
  /** When the person's certificates followed. */
  appliedAt: Date | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<AmendmentDocument>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    session: text,
    signature: text,
    registration: text,
    kind: { type: String, enum: ['withdrawal', 'correction'], required: true },
    number: { type: Number, required: true },
    leaf: text,
    leafHash: text,
    reason: text,
    by: { _id: false, kind: text, id: text, label: text },
    at: { type: Date, required: true },
    personal: { type: Schema.Types.Mixed, default: null },
    appliedAt: { type: Date, default: null },
  },
  { collection: 'log_amendments', versionKey: false, minimize: false },
);
schema.index({ signature: 1, number: 1 }, { unique: true });
schema.index(
  { signature: 1 },
  { unique: true, partialFilterExpression: { kind: 'withdrawal' }, name: 'one_withdrawal' },
);
schema.index({ session: 1, at: 1 });
schema.index({ appliedAt: 1, at: 1 });

export const amendmentModel = (connection: Connection): Model<AmendmentDocument> =>
  connection.models.LogAmendment ?? connection.model<AmendmentDocument>('LogAmendment', schema);
