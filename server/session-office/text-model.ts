// Versions of what a campaign reads aloud and signs: the declaration, and the consent beside it.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** The words of a version. */
export interface TextWords {
  opening: string;
  clauses: string[];
  closing: string;
  consent: string;
}

/** A label and the hash over the words with it; what sessions point to and leaves bear. */
export interface BoundText {
  version: string;
  sha256: string;
}

/**
 * `_id` is `<campaign>/<number>`, counted from 1. A draft changes with each `revision`; once it is
 * published its words never change again. A part whose words stayed as they were keeps its label
 * and hash from the version before.
 */
export interface CampaignText {
  _id: string;
  schemaVersion: number;
  campaign: string;
  number: number;
  state: 'draft' | 'published';
  revision: number;
  words: TextWords;
  declaration: BoundText | null;
  consent: BoundText | null;
  /** Who wrote the words as they are; null: the campaign came with them. */
  by: AuditActor | null;
  at: Date;
  publishedBy: AuditActor | null;
  publishedAt: Date | null;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null };
const schema = new Schema<CampaignText>(
  {
    _id: text,
    schemaVersion: count,
    campaign: text,
    number: count,
    state: { type: String, enum: ['draft', 'published'], required: true },
    revision: count,
    words: { type: Schema.Types.Mixed, required: true },
    declaration: mixed,
    consent: mixed,
    by: mixed,
    at: { type: Date, required: true },
    publishedBy: mixed,
    publishedAt: { type: Date, default: null },
  },
  { collection: 'campaign_texts', versionKey: false, minimize: false },
);
schema.index({ campaign: 1, number: 1 }, { unique: true });
// One draft at a time: two who begin one at once are told.
schema.index({ campaign: 1 }, { unique: true, partialFilterExpression: { state: 'draft' } });

/** The texts' model on this connection. */
export const textModel = (connection: Connection): Model<CampaignText> =>
  connection.models.CampaignText ?? connection.model<CampaignText>('CampaignText', schema);
