// The transcript: what was said, line by line as the stenographer typed it. Append-only: a correction
// is a new version of its line.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface Caption {
  _id: string;
  session: string;
  /** Counts the lines of a session from 1. */
  number: number;
  /** 1 as it was typed; counts its corrections. */
  version: number;
  text: string;
  /** The server's moment of this version. */
  at: Date;
  by: AuditActor;
  /** Made by the typing page, so that a line sent twice is one line; null for a correction. */
  key: string | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Caption>(
  {
    _id: text,
    session: text,
    number: { type: Number, required: true },
    version: { type: Number, required: true },
    text,
    at: { type: Date, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    key: { type: String, default: null },
  },
  { collection: 'captions', versionKey: false },
);
schema.index({ session: 1, number: 1, version: 1 }, { unique: true });
schema.index(
  { session: 1, key: 1 },
  { unique: true, partialFilterExpression: { key: { $type: 'string' } } },
);

/** The captions' model on this connection. */
export const captionModel = (connection: Connection): Model<Caption> =>
  connection.models.Caption ?? connection.model<Caption>('Caption', schema);
