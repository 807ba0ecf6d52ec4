// Certificates (never keys) of every process's seal and evidence keys, so that each knows them all.
import { type Connection, type Model, Schema } from 'mongoose';

/** `_id` is the certificate's SHA-256. */
export interface SharedCertificate {
  _id: string;
  role: 'seal' | 'evidence';
  pem: string;
}

const text = { type: String, required: true } as const;
const schema = new Schema<SharedCertificate>(
  { _id: text, role: { type: String, enum: ['seal', 'evidence'], required: true }, pem: text },
  { collection: 'key_certificates', versionKey: false },
);

/** The shared certificates' model on this connection. */
export const sharedCertificateModel = (connection: Connection): Model<SharedCertificate> =>
  connection.models.SharedCertificate ??
  connection.model<SharedCertificate>('SharedCertificate', schema);
