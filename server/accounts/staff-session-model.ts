// Sign-ins of staff, by the hash of their cookie; MongoDB removes them after their end.
import { type Connection, type Model, Schema } from 'mongoose';

/** `_id` is the SHA-256 of the cookie's token, so that a copy of the data signs nobody in. */
export interface StaffSession {
  _id: string;
  account: string;
  createdAt: Date;
  endsAt: Date;
}

const schema = new Schema<StaffSession>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    createdAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
  },
  { collection: 'staff_sessions', versionKey: false },
);
schema.index({ account: 1 });
schema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

/** The staff sessions' model on this connection. */
export const staffSessionModel = (connection: Connection): Model<StaffSession> =>
  connection.models.StaffSession ?? connection.model<StaffSession>('StaffSession', schema);
