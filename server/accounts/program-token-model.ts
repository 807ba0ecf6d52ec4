// Personal tokens for programs, by their hash; MongoDB removes them a month after their end.
import { type Connection, type Model, Schema } from 'mongoose';
import { SCOPES, type Scope } from '../http/scopes.ts';

/** `_id` names it on pages; `hash` is the SHA-256 of the token, which is kept nowhere. */
export interface ProgramToken {
  _id: string;
  hash: string;
  account: string;
  label: string;
  scopes: Scope[];
  createdAt: Date;
  endsAt: Date;
  forgetAt: Date;
  lastUsedAt?: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<ProgramToken>(
  {
    _id: text,
    hash: text,
    account: text,
    label: { type: String, default: '' },
    scopes: { type: [{ type: String, enum: SCOPES }], required: true },
    createdAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    forgetAt: { type: Date, required: true },
    lastUsedAt: { type: Date },
  },
  { collection: 'program_tokens', versionKey: false },
);
schema.index({ hash: 1 }, { unique: true });
schema.index({ account: 1 });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

/** The tokens' model on this connection. */
export const programTokenModel = (connection: Connection): Model<ProgramToken> =>
  connection.models.ProgramToken ?? connection.model<ProgramToken>('ProgramToken', schema);
