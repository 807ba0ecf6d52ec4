// Sign-ins of staff, by the hash of their cookie; MongoDB removes them after their end.
import { type Connection, type Model, Schema } from 'mongoose';
import type { Device } from './device-words.ts';

/** `_id` is the SHA-256 of the cookie's token, so that a copy of the data signs nobody in. */
export interface StaffSession {
  _id: string;
  account: string;
  createdAt: Date;
  endsAt: Date;
  /** To the minute. Both are missing on sign-ins of before this version. */
  lastUsedAt?: Date;
  device?: Device;
}

const schema = new Schema<StaffSession>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    createdAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    lastUsedAt: { type: Date },
    device: { _id: false, browser: String, system: String },
  },
  { collection: 'staff_sessions', versionKey: false },
);
schema.index({ account: 1 });
schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

/** The staff sessions' model on this connection. */
export const staffSessionModel = (connection: Connection): Model<StaffSession> =>
  connection.models.StaffSession ?? connection.model<StaffSession>('StaffSession', schema);
