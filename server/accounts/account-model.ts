// Staff accounts as they are stored. Password hashes and secrets leave this folder never.
import { type Connection, type Model, Schema } from 'mongoose';
import { type Grant, STAFF_ROLES } from '../http/staff-roles.ts';

/** A second factor: the secret encrypted, the newest time step used, hashes of recovery codes. */
export interface SecondFactor {
  secret: string;
  lastStep: number;
  recovery: string[];
  addedAt: Date;
}

/** `login` is lower-case and unique; `name` is what the audit shows; times are UTC. */
export interface Account {
  _id: string;
  schemaVersion: number;
  login: string;
  name: string;
  passwordHash: string;
  /** What they may do, by campaign; one a campaign at most. */
  grants: Grant[];
  createdAt: Date;
  disabledAt: Date | null;
  /** When an owner was last counted as one who remains (see staff-service.ts). */
  countedAt?: Date;
  /** Since when this password holds: links for recovery of before are worth nothing. */
  passwordAt?: Date;
  secondFactor?: SecondFactor;
  /** A secret that is shown and not yet confirmed, encrypted. */
  offeredSecret?: string;
  /** Codes tried since `since`; counted before they are compared. */
  codeAttempts?: { count: number; since: Date };
}

const text = { type: String, required: true } as const;
const grant = { _id: false, campaign: text, role: { ...text, enum: STAFF_ROLES } };
const schema = new Schema<Account>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    login: text,
    name: text,
    passwordHash: text,
    grants: { type: [grant], required: true },
    createdAt: { type: Date, required: true },
    disabledAt: { type: Date, default: null },
    countedAt: { type: Date },
    passwordAt: { type: Date },
    secondFactor: {
      type: new Schema(
        {
          secret: text,
          lastStep: { type: Number, required: true },
          recovery: [String],
          addedAt: { type: Date, required: true },
        },
        { _id: false },
      ),
    },
    offeredSecret: { type: String },
    codeAttempts: { type: new Schema({ count: Number, since: Date }, { _id: false }) },
  },
  { collection: 'accounts', versionKey: false },
);
schema.index({ login: 1 }, { unique: true });

/** The accounts' model on this connection. */
export const accountModel = (connection: Connection): Model<Account> =>
  connection.models.Account ?? connection.model<Account>('Account', schema);
