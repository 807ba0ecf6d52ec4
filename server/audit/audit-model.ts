// The collection `audit`: append-only, read by session from its newest event.
import { type Connection, Schema } from 'mongoose';
import { AUDIT_ACTORS, type AuditActor } from './audit-events.ts';

/** A stored event; `data` fits `event` because only the store writes it, after parsing. */
export interface AuditDocument {
  _id: string;
  at: Date;
  event: string;
  actor: AuditActor;
  address: string;
  session?: string;
  data: Record<string, unknown>;
  v: number;
}

const schema = new Schema<AuditDocument>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    event: { type: String, required: true },
    actor: {
      _id: false,
      kind: { type: String, enum: AUDIT_ACTORS, required: true },
      id: { type: String, required: true },
      label: { type: String, required: true },
    },
    address: { type: String, default: '' },
    session: { type: String },
    data: { type: Schema.Types.Mixed, required: true },
    v: { type: Number, default: 1 },
  },
  { collection: 'audit', versionKey: false, strict: 'throw', minimize: false },
);
schema.index({ session: 1, at: -1 });
// The control room asks for a few kinds among thousands of signatures.
schema.index({ session: 1, event: 1, at: -1 });

export const createAuditModel = (connection: Connection) =>
  connection.model<AuditDocument>('Audit', schema);
export type AuditModel = ReturnType<typeof createAuditModel>;
