// An evidence bundle as it is stored: the moment that it shows, not its bytes. Both of its files are
// made from this whenever they are downloaded, and show the same but for later time stamps.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import type { SignedRevocations } from '../proofs/index.ts';

export interface EvidenceBundle {
  _id: string;
  schemaVersion: number;
  session: string;
  madeAt: Date;
  by: AuditActor;
  /** The newest head of that moment; null when nobody had signed. */
  head: { size: number; root: string } | null;
  totals: {
    certificates: number;
    revoked: number;
    /** Bytes of all PDFs. */
    pdfBytes: number;
    /** Signed declarations that no head covered yet: they are left out. */
    waiting: number;
  };
  /** Ids of its certificates, in the order of their numbers. */
  certificates: string[];
  revocations: SignedRevocations;
  /** The issuing certificate's revocation list of that moment (DER). */
  issuingCrl: Buffer;
}

/** What lists of bundles need of one. */
export type BundleFacts = Omit<EvidenceBundle, 'certificates' | 'revocations' | 'issuingCrl'>;

const text = { type: String, required: true } as const;
const schema = new Schema<EvidenceBundle>(
  {
    _id: text,
    schemaVersion: { type: Number, required: true },
    session: text,
    madeAt: { type: Date, required: true },
    by: { _id: false, kind: text, id: text, label: text },
    head: { type: Schema.Types.Mixed, default: null },
    totals: { type: Schema.Types.Mixed, required: true },
    certificates: { type: [String], required: true },
    revocations: { type: Schema.Types.Mixed, required: true },
    issuingCrl: { type: Buffer, required: true },
  },
  { collection: 'evidence_bundles', versionKey: false, minimize: false },
);
schema.index({ session: 1, madeAt: -1 });

/** The bundles' model on this connection. */
export const evidenceModel = (connection: Connection): Model<EvidenceBundle> =>
  connection.models.EvidenceBundle ?? connection.model<EvidenceBundle>('EvidenceBundle', schema);
