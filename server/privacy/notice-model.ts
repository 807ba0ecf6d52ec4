// The notice on personal data that a campaign shows at check-in, in versions; none ever changes.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** What a notice says. */
export interface NoticeText {
  /** Shown beside the form: a few short lines. */
  lines: string[];
  /** The legal basis in one sentence. */
  basis: string;
  /** The whole of it; an empty line begins a paragraph. */
  text: string;
}

/** `version` counts from 1 within a campaign; 0 is the built-in one, which is stored nowhere. */
export interface Notice extends NoticeText {
  _id: string;
  schemaVersion: number;
  campaign: string;
  version: number;
  /** Over the canonical JSON of the three texts: which words somebody was shown. */
  sha256: string;
  by: AuditActor;
  at: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<Notice>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    campaign: text,
    version: { type: Number, required: true },
    lines: { type: [String], required: true },
    basis: text,
    text,
    sha256: text,
    by: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'privacy_notices', versionKey: false },
);
// Of two who save at once, one comes second and is told so.
schema.index({ campaign: 1, version: 1 }, { unique: true });

/** The notices' model on this connection. */
export const noticeModel = (connection: Connection): Model<Notice> =>
  connection.models.PrivacyNotice ?? connection.model<Notice>('PrivacyNotice', schema);
