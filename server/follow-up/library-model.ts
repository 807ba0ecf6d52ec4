// The library of the law of a campaign: entries with a link or an uploaded file, in their order. A
// file's bytes lie under their own hash, so that campaigns may share them.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface LawEntry {
  _id: string;
  campaign: string;
  /** From 1. */
  place: number;
  title: string;
  /** What it says here, or what took its place; may be empty. */
  note: string;
  /** Address on the web; may be empty. */
  link: string;
  file: LawFileFacts | null;
  changedAt: Date;
  by: AuditActor;
}

export interface LawFileFacts {
  /** 64 hexadecimal digits. */
  sha256: string;
  /** Bytes. */
  size: number;
}

export interface LawFile {
  /** SHA-256. */
  _id: string;
  bytes: Buffer;
  /** Counts who began or ceased to use it: of two at once one is tried again. */
  claims?: number;
}

const text = { type: String, required: true } as const;
const word = { type: String, default: '' } as const;
const entrySchema = new Schema<LawEntry>(
  {
    ...{ _id: text, campaign: text, title: text, note: word, link: word },
    place: { type: Number, required: true },
    file: { type: Schema.Types.Mixed, default: null },
    changedAt: { type: Date, required: true },
    by: { _id: false, kind: text, id: text, label: text },
  },
  { collection: 'law_entries', versionKey: false },
);
entrySchema.index({ campaign: 1, place: 1 }, { unique: true });
entrySchema.index({ 'file.sha256': 1 });
const fileSchema = new Schema<LawFile>(
  { _id: text, bytes: { type: Buffer, required: true }, claims: { type: Number } },
  { collection: 'law_files', versionKey: false },
);

/** The models on this connection. */
export const libraryModels = (connection: Connection) => ({
  entries: (connection.models.LawEntry ??
    connection.model<LawEntry>('LawEntry', entrySchema)) as Model<LawEntry>, // known by its name only
  files: (connection.models.LawFile ??
    connection.model<LawFile>('LawFile', fileSchema)) as Model<LawFile>, // the same
});
