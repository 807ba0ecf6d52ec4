// Corrections of measured minutes: append-only, the latest of a person counts.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface Correction {
  _id: string;
  session: string;
  registration: string;
  /** Counts from 1 for each registration: two at once can't both follow the same one. */
  number: number;
  /** Whole minutes as they were measured at that moment. */
  measuredMinutes: number;
  minutes: number;
  reason: string;
  by: AuditActor;
  at: Date;
  /** The objection that it answers. */
  objection: string | null;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const schema = new Schema<Correction>(
  {
    _id: text,
    session: text,
    registration: text,
    number: count,
    measuredMinutes: count,
    minutes: count,
    reason: text,
    by: { _id: false, kind: text, id: text, label: text },
    at: { type: Date, required: true },
    objection: { type: String, default: null },
  },
  { collection: 'attendance_corrections', versionKey: false },
);
schema.index({ registration: 1, number: 1 }, { unique: true });
schema.index({ session: 1, number: 1 });

export const correctionModel = (connection: Connection): Model<Correction> =>
  connection.models.AttendanceCorrection ??
  connection.model<Correction>('AttendanceCorrection', schema);
