// Staff accounts as they are stored. Password hashes leave this folder never.
import { type Connection, type Model, Schema } from 'mongoose';
import type { StaffRole } from '../http/visitor.ts';

/** `login` is lower-case and unique; `name` is what the audit shows; times are UTC. */
export interface Account {
  _id: string;
  schemaVersion: number;
  login: string;
  name: string;
  passwordHash: string;
  role: StaffRole;
  createdAt: Date;
  disabledAt: Date | null;
  /** When an owner was last counted as one who remains (see staff-service.ts). */
  countedAt?: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Account>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    login: text,
    name: text,
    passwordHash: text,
    role: { type: String, enum: ['owner', 'host'], required: true },
    createdAt: { type: Date, required: true },
    disabledAt: { type: Date, default: null },
    countedAt: { type: Date },
  },
  { collection: 'accounts', versionKey: false },
);
schema.index({ login: 1 }, { unique: true });

/** The accounts' model on this connection. */
export const accountModel = (connection: Connection): Model<Account> =>
  connection.models.Account ?? connection.model<Account>('Account', schema);
