// Contacts of seats and coordinators, and the imports that brought them, with their rows.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import type { CheckedRow } from './contact-rules.ts';

/** How somebody is reached; `_id` is `<session>:<target>`. */
export interface Contact {
  _id: string;
  session: string;
  /** A seat's id, or `koordinator:<region>`. */
  target: string;
  region: string | null;
  name: string;
  email: string;
  phone: string;
  /** The import that wrote it last. */
  import: string;
  at: Date;
}

/** A file that was read: first a dry run, then taken over. One running a session, by an index. */
export interface ContactImport {
  _id: string;
  schemaVersion: number;
  session: string;
  by: AuditActor;
  /** `reading` until every row of the file is stored. */
  state: 'reading' | 'checked' | 'running' | 'done';
  total: number;
  good: number;
  /** Rows taken over so far. */
  taken: number;
  /** Rows whose address another row has too: allowed, and said. */
  shared: number;
  checkedAt: Date;
  finishedAt: Date | null;
}

/** `_id` is `<import>:<line>`; taken over together with its contact. */
export interface ImportRow extends CheckedRow {
  _id: string;
  import: string;
  isTaken: boolean;
}

const text = { type: String, required: true } as const;
const open = { type: String, default: '' } as const;
const contactSchema = new Schema<Contact>(
  {
    _id: text,
    session: text,
    target: text,
    region: { type: String, default: null },
    name: open,
    email: open,
    phone: open,
    import: text,
    at: { type: Date, required: true },
  },
  { collection: 'contacts', versionKey: false },
);
contactSchema.index({ session: 1, target: 1 }, { unique: true });

const number = { type: Number, required: true } as const;
const actor = { _id: false, kind: String, id: String, label: String };
const importSchema = new Schema<ContactImport>(
  {
    _id: text,
    schemaVersion: number,
    session: text,
    by: { type: actor, required: true },
    state: { type: String, enum: ['reading', 'checked', 'running', 'done'], required: true },
    total: number,
    good: number,
    taken: number,
    shared: number,
    checkedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  { collection: 'contact_imports', versionKey: false },
);
importSchema.index(
  { session: 1 },
  { unique: true, partialFilterExpression: { state: 'running' }, name: 'one_running' },
);
importSchema.index({ session: 1, checkedAt: -1 });

const rowSchema = new Schema<ImportRow>(
  {
    _id: text,
    import: text,
    line: number,
    target: open,
    label: open,
    region: { type: String, default: null },
    name: open,
    email: open,
    phone: open,
    problem: { type: String, default: null },
    value: open,
    hint: open,
    isTaken: { type: Boolean, required: true },
  },
  { collection: 'contact_import_rows', versionKey: false },
);
rowSchema.index({ import: 1, problem: 1, line: 1 });

export const contactModel = (connection: Connection): Model<Contact> =>
  connection.models.Contact ?? connection.model<Contact>('Contact', contactSchema);
export const importModel = (connection: Connection): Model<ContactImport> =>
  connection.models.ContactImport ?? connection.model<ContactImport>('ContactImport', importSchema);
export const rowModel = (connection: Connection): Model<ImportRow> =>
  connection.models.ImportRow ?? connection.model<ImportRow>('ImportRow', rowSchema);
