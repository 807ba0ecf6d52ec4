// A mail to a seat or a coordinator: recorded before it is handed over and again after the answer.
import { type Connection, type Model, Schema } from 'mongoose';

/** unsigned: after signing has opened, to those whose region has not signed. */
export const MAIL_KINDS = ['invitation', 'coordinator', 'reminder', 'unsigned'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
/**
 * queued, sending, then sent, refused, unknown (the answer never came) or skipped (see SKIPS).
 */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'refused', 'unknown', 'skipped'] as const;
export type MailState = (typeof MAIL_STATES)[number];
/** Why a mail was skipped when its turn came; it stands where a server's answer would. */
export const SKIPS = ['UNSUBSCRIBED', 'WITHDRAWN', 'NO_ADDRESS', 'DONE', 'ENDED'] as const;
export type Skip = (typeof SKIPS)[number];
/** What a reminder asks for. */
export const REMINDER_STATES = ['not-opened', 'not-filled', 'not-checked-in'] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

export interface Mail {
  /** Random: it is also what an unsubscribe link proves. */
  _id: string;
  session: string;
  /** A seat's id, or `koordinator:<region>`. */
  target: string;
  kind: MailKind;
  /** Counted by seat for reminders, 1 for all others: one mail each, by a unique index. */
  number: number;
  about: ReminderState | '';
  email: string;
  label: string;
  state: MailState;
  /** Not before then; moved when the server asks for patience. */
  dueAt: Date;
  attempts: number;
  /** Which holder of the lease handed it over. */
  epoch: number;
  /** The mail server's answer, shortened and without codes; of a skipped one the reason. */
  answer: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Mail>(
  {
    _id: text,
    session: text,
    target: text,
    kind: { type: String, enum: MAIL_KINDS, required: true },
    number: { type: Number, required: true, min: 1 },
    about: { type: String, default: '' },
    email: text,
    label: text,
    state: { type: String, enum: MAIL_STATES, required: true },
    dueAt: { type: Date, required: true },
    attempts: { type: Number, default: 0 },
    epoch: { type: Number, default: 0 },
    answer: { type: String, default: '' },
    at: { type: Date, required: true },
  },
  { collection: 'mails', versionKey: false },
);
schema.index({ session: 1, target: 1, kind: 1, number: 1 }, { unique: true });
schema.index({ state: 1, dueAt: 1 });

/** A seat's link that was opened first then; `_id` is the seat. */
export interface Opening {
  _id: string;
  session: string;
  at: Date;
}
const openingSchema = new Schema<Opening>(
  { _id: text, session: text, at: { type: Date, required: true } },
  { collection: 'invitation_openings', versionKey: false },
);
openingSchema.index({ session: 1 });

/** An address that wants no mail; `_id` is its keyed hash. */
export interface OptOut {
  _id: string;
  at: Date;
}
const optOutSchema = new Schema<OptOut>(
  { _id: text, at: { type: Date, required: true } },
  { collection: 'mail_optouts', versionKey: false },
);

/** How often something was queued for a session; `_id` is the session. */
export interface QueueTurn {
  _id: string;
  turn: number;
}
const turnSchema = new Schema<QueueTurn>(
  { _id: text, turn: { type: Number, required: true } },
  { collection: 'mail_turns', versionKey: false },
);

export const mailModel = (connection: Connection): Model<Mail> =>
  connection.models.Mail ?? connection.model<Mail>('Mail', schema);
export const openingModel = (connection: Connection): Model<Opening> =>
  connection.models.Opening ?? connection.model<Opening>('Opening', openingSchema);
export const turnModel = (connection: Connection): Model<QueueTurn> =>
  connection.models.QueueTurn ?? connection.model<QueueTurn>('QueueTurn', turnSchema);
export const optOutModel = (connection: Connection): Model<OptOut> =>
  connection.models.OptOut ?? connection.model<OptOut>('OptOut', optOutSchema);
