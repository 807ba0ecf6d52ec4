// A campaign as it is stored: the data file without its sessions, and the hashes that bind.
import { type Connection, type Model, Schema } from 'mongoose';
import type { CampaignFile } from './campaign-file.ts';

/** `_id` is the slug. `sample` campaigns issue CONTOH only, until an owner makes them their own. */
export interface Campaign extends Omit<CampaignFile, 'sessions'> {
  _id: string;
  schemaVersion: number;
  /** Counts up with every change: who edits an older one is told. */
  version: number;
  /** Who made that change, as the control room names them, and when; null before the first. */
  changed: { by: string; at: Date } | null;
  /** The office that signs for the host where a document names one; no person's name. */
  signatory: string | null;
  /** Id of the emblem's picture; null: only its text is drawn. */
  emblem: string | null;
  declarationSha256: string | null;
  consentSha256: string | null;
}

const mixed = { type: Schema.Types.Mixed, default: null };
const text = { type: String, required: true } as const;
const schema = new Schema<Campaign>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    version: { type: Number, required: true },
    changed: mixed,
    signatory: { type: String, default: null },
    emblem: { type: String, default: null },
    slug: text,
    name: text,
    shortName: text,
    theme: text,
    host: mixed,
    legalIssuer: { type: String, default: null },
    emblemText: text,
    colours: mixed,
    sample: { type: Boolean, required: true },
    regionSet: mixed,
    seats: mixed,
    regionRules: mixed,
    declaration: mixed,
    consent: mixed,
    declarationSha256: { type: String, default: null },
    consentSha256: { type: String, default: null },
  },
  { collection: 'campaigns', versionKey: false, minimize: false },
);

/** The campaigns' model on this connection. */
export const campaignModel = (connection: Connection): Model<Campaign> =>
  connection.models.Campaign ?? connection.model<Campaign>('Campaign', schema);
