// What officials ask: each question with its place in the moderators' queue.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import { QUESTION_STATES, type QuestionState } from '../protocol/talk.ts';

/** `seat`, `region`, `title` and `place` are those of the registration that asked. */
export interface Question {
  _id: string;
  session: string;
  registration: string;
  seat: string;
  region: string | null;
  title: string;
  place: string;
  text: string;
  at: Date;
  /** 1 for a person's first one; counts up. */
  number: number;
  /** Which of a person's few open places it takes; null once it is rejected or answered. */
  slot: number | null;
  state: QuestionState;
  /** Counts its states; a step is made on the version that was seen. */
  version: number;
  /** Why it was rejected; else null. */
  reason: string | null;
  decidedBy: AuditActor | null;
  decidedAt: Date | null;
  /** When it was on stage for the first time, and when it was marked as answered. */
  shownAt: Date | null;
  answeredAt: Date | null;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const moment = { type: Date, default: null } as const;
const schema = new Schema<Question>(
  {
    _id: text,
    session: text,
    registration: text,
    seat: text,
    region: { type: String, default: null },
    title: text,
    place: text,
    text,
    at: { type: Date, required: true },
    number: count,
    slot: { type: Number, default: null },
    state: { type: String, enum: QUESTION_STATES, required: true },
    version: count,
    reason: { type: String, default: null },
    decidedBy: { type: Schema.Types.Mixed, default: null },
    decidedAt: moment,
    shownAt: moment,
    answeredAt: moment,
  },
  { collection: 'questions', versionKey: false },
);
// Numbered and placed, so that no race makes more of them than are allowed.
schema.index({ registration: 1, number: 1 }, { unique: true });
schema.index(
  { registration: 1, slot: 1 },
  { unique: true, partialFilterExpression: { slot: { $type: 'number' } } },
);
// One question on stage at a time.
schema.index({ session: 1 }, { unique: true, partialFilterExpression: { state: 'shown' } });
schema.index({ session: 1, at: 1 });

/** The questions' model on this connection. */
export const questionModel = (connection: Connection): Model<Question> =>
  connection.models.Question ?? connection.model<Question>('Question', schema);
