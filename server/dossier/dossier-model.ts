// A dossier as it is stored: which minutes and which evidence bundle belong together, not its bytes.
// Its ZIP is made from them and from the record whenever it is downloaded.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface Dossier {
  _id: string;
  schemaVersion: number;
  session: string;
  madeAt: Date;
  by: AuditActor;
  /** The sealed minutes: code and number of the certificate. */
  minutes: { code: string; number: string };
  /** The evidence bundle's id. */
  bundle: string;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Dossier>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    session: text,
    madeAt: { type: Date, required: true },
    by: { _id: false, kind: text, id: text, label: text },
    minutes: { _id: false, code: text, number: text },
    bundle: text,
  },
  { collection: 'dossiers', versionKey: false },
);
schema.index({ session: 1, madeAt: -1 });

/** The dossiers' model on this connection. */
export const dossierModel = (connection: Connection): Model<Dossier> =>
  connection.models.Dossier ?? connection.model<Dossier>('Dossier', schema);
