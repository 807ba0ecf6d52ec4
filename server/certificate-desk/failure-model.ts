// A document that could not be made, and why; gone when it is made after all. Holds no name.
import { type Connection, type Model, Schema } from 'mongoose';
import type { CertificateKind } from '../certificates/index.ts';

export interface IssueFailure {
  /** `<session>/<kind>/<subject>`: the last failure of a document stands for those before. */
  _id: string;
  session: string;
  kind: CertificateKind;
  subject: string;
  reason: string;
  /** A character's code point or a rule; never personal data. */
  detail: string;
  at: Date;
  tries: number;
}

const text = { type: String, required: true } as const;
const schema = new Schema<IssueFailure>(
  {
    _id: text,
    session: text,
    kind: text,
    subject: text,
    reason: text,
    detail: { type: String, default: '' },
    at: { type: Date, required: true },
    tries: { type: Number, required: true },
  },
  { collection: 'issue_failures', versionKey: false },
);
schema.index({ session: 1, kind: 1, at: 1 });

/** The failures' model on this connection. */
export const failureModel = (connection: Connection): Model<IssueFailure> =>
  connection.models.IssueFailure ?? connection.model<IssueFailure>('IssueFailure', schema);
