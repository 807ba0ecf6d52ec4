// The circulars (surat edaran) that regions issued, each version a document; a file's bytes lie under
// their own hash. Nothing is deleted: a version is followed by the next one, or withdrawn.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface Circular {
  /** `<campaign>:<region>:<version>`. */
  _id: string;
  campaign: string;
  region: string;
  /** From 1; the highest one counts. */
  version: number;
  /** As it stands on the letter, e.g. "800/1234/2020". */
  number: string;
  /** Of the letter, YYYY-MM-DD. */
  date: string;
  file: CircularFileFacts;
  at: Date;
  by: AuditActor;
  withdrawn: { at: Date; by: AuditActor; reason: string } | null;
}

export interface CircularFileFacts {
  /** 64 hexadecimal digits. */
  sha256: string;
  /** Bytes. */
  size: number;
}

export interface CircularFile {
  /** SHA-256. */
  _id: string;
  bytes: Buffer;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const schema = new Schema<Circular>(
  {
    ...{ _id: text, campaign: text, region: text, version: count, number: text, date: text },
    file: { _id: false, sha256: text, size: count },
    at: { type: Date, required: true },
    by: { _id: false, kind: text, id: text, label: text },
    withdrawn: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'circulars', versionKey: false },
);
// Of two who replace the same version at once one is told.
schema.index({ campaign: 1, region: 1, version: 1 }, { unique: true });
const fileSchema = new Schema<CircularFile>(
  { _id: text, bytes: { type: Buffer, required: true } },
  { collection: 'circular_files', versionKey: false },
);

/** The models on this connection. */
export const circularModels = (connection: Connection) => ({
  circulars: (connection.models.Circular ??
    connection.model<Circular>('Circular', schema)) as Model<Circular>, // known by its name only
  files: (connection.models.CircularFile ??
    connection.model<CircularFile>('CircularFile', fileSchema)) as Model<CircularFile>, // the same
});
