// Notes of staff about a session; what happened stays as it was, and a note stands beside it.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** Append-only; `number` counts from 1 within a session. */
export interface SessionNote {
  _id: string;
  schemaVersion: number;
  session: string;
  number: number;
  text: string;
  by: AuditActor;
  at: Date;
}

const schema = new Schema<SessionNote>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    session: { type: String, required: true },
    number: { type: Number, required: true },
    text: { type: String, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'session_notes', versionKey: false },
);
schema.index({ session: 1, number: 1 }, { unique: true });

/** The notes' model on this connection. */
export const noteModel = (connection: Connection): Model<SessionNote> =>
  connection.models.SessionNote ?? connection.model<SessionNote>('SessionNote', schema);
