// A version of a campaign's wording for one kind of certificate: written, then published for good.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import { EDITABLE_KINDS, type EditableKind } from './template-fields.ts';

/**
 * `version` counts up within campaign and kind. A draft changes with each `revision`; once it is
 * published its text never changes again. At most one version of a kind is `current`; without
 * one the built-in wording is printed.
 */
export interface CertificateTemplate {
  _id: string;
  schemaVersion: number;
  campaign: string;
  kind: EditableKind;
  version: number;
  name: string;
  source: string;
  /** SHA-256 of the source, 64 hexadecimal digits. */
  sha256: string;
  state: 'draft' | 'published';
  current: boolean;
  /** Counts up with every saving: who edits an older one is told. */
  revision: number;
  /** Who wrote the text as it is, and when. */
  by: AuditActor;
  at: Date;
  publishedBy: AuditActor | null;
  publishedAt: Date | null;
}

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const schema = new Schema<CertificateTemplate>(
  {
    _id: text,
    schemaVersion: count,
    campaign: text,
    kind: { type: String, enum: EDITABLE_KINDS, required: true },
    version: count,
    name: text,
    source: { type: String, default: '' },
    sha256: text,
    state: { type: String, enum: ['draft', 'published'], required: true },
    current: { type: Boolean, required: true },
    revision: count,
    by: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    publishedBy: { type: Schema.Types.Mixed, default: null },
    publishedAt: { type: Date, default: null },
  },
  { collection: 'certificate_templates', versionKey: false },
);
schema.index({ campaign: 1, kind: 1, version: 1 }, { unique: true });
// Two publishers at once: one of them is told.
schema.index(
  { campaign: 1, kind: 1 },
  { unique: true, partialFilterExpression: { current: true } },
);

/** The templates' model on this connection. */
export const templateModel = (connection: Connection): Model<CertificateTemplate> =>
  connection.models.CertificateTemplate ??
  connection.model<CertificateTemplate>('CertificateTemplate', schema);
