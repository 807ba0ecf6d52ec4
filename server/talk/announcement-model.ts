// What the control room tells every screen; numbered, and the highest number is the one that counts.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import { URGENCIES, type Urgency } from '../protocol/talk.ts';

export interface Announcement {
  _id: string;
  session: string;
  number: number;
  text: string;
  urgency: Urgency;
  at: Date;
  /** It goes by itself then; null: when it is withdrawn. */
  until: Date | null;
  by: AuditActor;
  withdrawnAt: Date | null;
  withdrawnBy: AuditActor | null;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Announcement>(
  {
    _id: text,
    session: text,
    number: { type: Number, required: true },
    text,
    urgency: { type: String, enum: URGENCIES, required: true },
    at: { type: Date, required: true },
    until: { type: Date, default: null },
    by: { type: Schema.Types.Mixed, required: true },
    withdrawnAt: { type: Date, default: null },
    withdrawnBy: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'announcements', versionKey: false },
);
// Of two operators who announce at once, one comes second and is told so.
schema.index({ session: 1, number: 1 }, { unique: true });

/** The announcements' model on this connection. */
export const announcementModel = (connection: Connection): Model<Announcement> =>
  connection.models.Announcement ?? connection.model<Announcement>('Announcement', schema);
