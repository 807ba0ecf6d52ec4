// What an official objects to in the record of their own minutes, and what the control room answered.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** kept: the minutes stay as they are. corrected: a correction was made with the answer. */
export const OUTCOMES = ['kept', 'corrected'] as const;
export type ObjectionOutcome = (typeof OUTCOMES)[number];

/** `answer` and what follows it are null while the objection is open. */
export interface Objection {
  _id: string;
  session: string;
  registration: string;
  seat: string;
  region: string | null;
  /** 1 for a person's first one; counts up. */
  number: number;
  note: string;
  at: Date;
  state: 'open' | 'answered';
  answer: string | null;
  outcome: ObjectionOutcome | null;
  answeredBy: AuditActor | null;
  answeredAt: Date | null;
  /** The minutes that count since the answer; null when they were kept. */
  correction: { minutes: number } | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Objection>(
  {
    _id: text,
    session: text,
    registration: text,
    seat: text,
    region: { type: String, default: null },
    number: { type: Number, required: true },
    note: text,
    at: { type: Date, required: true },
    state: { type: String, enum: ['open', 'answered'], required: true },
    answer: { type: String, default: null },
    outcome: { type: String, enum: [...OUTCOMES, null], default: null },
    answeredBy: { type: Schema.Types.Mixed, default: null },
    answeredAt: { type: Date, default: null },
    correction: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'objections', versionKey: false },
);
// One question at a time: a second one waits for the first one's answer.
schema.index({ registration: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
// Numbered, so that no race makes more of them than are allowed.
schema.index({ registration: 1, number: 1 }, { unique: true });
schema.index({ session: 1, state: 1, at: 1 });

/** The objections' model on this connection. */
export const objectionModel = (connection: Connection): Model<Objection> =>
  connection.models.Objection ?? connection.model<Objection>('Objection', schema);
