// Where a violation is reported: each region's Bawaslu office in a campaign, and the file of them
// that somebody has checked and not yet taken over. Offices only, never a person's name.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** How an office is reached; what is not known is empty. */
export interface ReportingOffice {
  office: string;
  address: string;
  phone: string;
  email: string;
  web: string;
}

/** `_id` is `<campaign>:<region>`; `version` counts its changes from 1. */
export interface ReportingContact extends ReportingOffice {
  _id: string;
  campaign: string;
  region: string;
  version: number;
  changedAt: Date;
  by: AuditActor;
}

/** A row of a file that can't be taken over, and why. */
export interface BadRow {
  line: number;
  problem: string;
  value: string;
}

/** One a campaign: the next file takes its place, taking over ends it. */
export interface ReportingImport {
  /** The campaign. */
  _id: string;
  /** This very file, so that nobody takes over another than they saw. */
  file: string;
  at: Date;
  by: AuditActor;
  rows: (ReportingOffice & { region: string })[];
  bad: BadRow[];
}

const text = { type: String, required: true } as const;
const word = { type: String, default: '' } as const;
const office = { office: text, address: word, phone: word, email: word, web: word };
const actor = { _id: false, kind: text, id: text, label: text };
const contactSchema = new Schema<ReportingContact>(
  {
    ...{ _id: text, campaign: text, region: text, ...office },
    version: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    by: actor,
  },
  { collection: 'reporting_contacts', versionKey: false },
);
contactSchema.index({ campaign: 1 });
const importSchema = new Schema<ReportingImport>(
  {
    ...{ _id: text, file: text },
    at: { type: Date, required: true },
    by: actor,
    rows: { type: Schema.Types.Mixed, required: true },
    bad: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'reporting_imports', versionKey: false },
);

/** The models on this connection. */
export const reportingModels = (connection: Connection) => ({
  contacts: (connection.models.ReportingContact ??
    connection.model<ReportingContact>(
      'ReportingContact',
      contactSchema,
    )) as Model<ReportingContact>, // known by its name only
  imports: (connection.models.ReportingImport ??
    connection.model<ReportingImport>('ReportingImport', importSchema)) as Model<ReportingImport>, // the same
});
