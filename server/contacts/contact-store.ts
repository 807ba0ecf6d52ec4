// The only user of the models of contacts and their imports.
import type { ClientSession, Connection } from '../core/database.ts';
import {
  type Contact,
  type ContactImport,
  contactModel,
  type ImportRow,
  importModel,
  rowModel,
} from './contact-model.ts';

/** Longer takes no file to be read: what reads it has died. */
const READING_MS = 600_000;

export interface ContactStore {
  ensureIndexes(): Promise<void>;
  list(session: string): Promise<Contact[]>;
  find(session: string, target: string): Promise<Contact | undefined>;
  count(session: string): Promise<number>;
  /** Removes the contacts of seats and coordinators that a session has no more. */
  forget(session: string, targets: readonly string[], transaction: ClientSession): Promise<void>;
  insertReading(one: ContactImport): Promise<void>;
  insertRows(rows: ImportRow[]): Promise<void>;
  /** The dry run is whole; earlier ones of the session that nobody began are forgotten. */
  setChecked(one: ContactImport, transaction: ClientSession): Promise<void>;
  /** Forgets the other files of the session that nobody began, with their rows. */
  removeOlder(one: ContactImport): Promise<void>;
  removeImport(id: string): Promise<void>;
  findImport(id: string): Promise<ContactImport | undefined>;
  findLatest(session: string): Promise<ContactImport | undefined>;
  listRunning(): Promise<ContactImport[]>;
  /** From checked to running; false when it was not checked. E11000 while another one runs. */
  begin(id: string, transaction: ClientSession): Promise<boolean>;
  /** The next good rows that are not taken over yet, by line. */
  listDue(id: string, limit: number): Promise<ImportRow[]>;
  /** Contacts, rows and count together: a row is taken over once. */
  takeOver(
    rows: ImportRow[],
    of: ContactImport,
    at: Date,
    transaction: ClientSession,
  ): Promise<void>;
  /** Ends it and forgets the rows that were taken over; those with a reason stay. */
  finish(id: string, at: Date): Promise<void>;
  listBad(id: string, limit?: number): Promise<ImportRow[]>;
  /** At most `limit` of them, after a line. */
  pageOfBad(id: string, after: number, limit: number): Promise<ImportRow[]>;
}

/** The store on this connection. */
export function createContactStore(connection: Connection): ContactStore {
  const contacts = contactModel(connection);
  const imports = importModel(connection);
  const rows = rowModel(connection);
  const removeImport = async (_id: string) => {
    await rows.deleteMany({ import: _id });
    await imports.deleteOne({ _id, state: { $ne: 'running' } });
  };
  return {
    async ensureIndexes() {
      for (const model of [contacts, imports, rows]) await model.createIndexes();
    },
    list: (session) => contacts.find({ session }).lean(),
    find: async (session, target) =>
      (await contacts.findById(`${session}:${target}`).lean()) ?? undefined,
    count: (session) => contacts.countDocuments({ session }),
    async forget(session, targets, transaction) {
      await contacts.deleteMany({ session, target: { $in: targets } }, { session: transaction });
    },
    async insertReading(one) {
      await imports.insertMany([one]);
    },
    async insertRows(batch) {
      // The driver's own inserts: the documents were built here, up to 100,000 of them.
      await rows.collection.insertMany(batch as object[]);
    },
    async setChecked({ _id, total, good, shared }, session) {
      const change = { $set: { state: 'checked' as const, total, good, shared } };
      await imports.updateOne({ _id, state: 'reading' }, change, { session });
    },
    async removeOlder({ _id, session, checkedAt }) {
      const given = new Date(checkedAt.getTime() - READING_MS);
      const older = await imports.find(
        {
          _id: { $ne: _id },
          session,
          $or: [{ state: 'checked' }, { state: 'reading', checkedAt: { $lt: given } }],
        },
        { _id: 1 },
      );
      for (const one of older) await removeImport(one._id);
    },
    removeImport,
    findImport: async (id) => (await imports.findById(id).lean()) ?? undefined,
    findLatest: async (session) =>
      (await imports
        .findOne({ session, state: { $ne: 'reading' } })
        .sort({ checkedAt: -1 })
        .lean()) ?? undefined,
    listRunning: () => imports.find({ state: 'running' }).sort({ checkedAt: 1 }).lean(),
    async begin(_id, session) {
      const change = { $set: { state: 'running' as const } };
      const { modifiedCount } = await imports.updateOne({ _id, state: 'checked' }, change, {
        session,
      });
      return modifiedCount === 1;
    },
    listDue: (id, limit) =>
      rows
        .find({ import: id, problem: null, isTaken: false })
        .sort({ line: 1 })
        .limit(limit)
        .lean(),
    takeOver: (due, of, at, session) =>
      takeOver({ contacts, imports, rows }, due, { of, at, session }),
    async finish(_id, at) {
      // Rows first: whoever dies in between is followed by somebody who forgets the rest.
      await rows.deleteMany({ import: _id, problem: null });
      await imports.updateOne(
        { _id, state: 'running' },
        { $set: { state: 'done', finishedAt: at } },
      );
    },
    ...badRows(rows),
  };
}

/** Rows with a reason, by line. */
const badRows = (
  rows: ReturnType<typeof rowModel>,
): Pick<ContactStore, 'listBad' | 'pageOfBad'> => ({
  pageOfBad: (id, after, limit) =>
    rows
      .find({ import: id, problem: { $ne: null }, line: { $gt: after } })
      .sort({ line: 1 })
      .limit(limit)
      .lean(),
  listBad(id, limit) {
    const found = rows.find({ import: id, problem: { $ne: null } }).sort({ line: 1 });
    return (limit === undefined ? found : found.limit(limit)).lean();
  },
});

interface Models {
  contacts: ReturnType<typeof contactModel>;
  imports: ReturnType<typeof importModel>;
  rows: ReturnType<typeof rowModel>;
}

async function takeOver(
  { contacts, imports, rows }: Models,
  due: ImportRow[],
  { of, at, session }: { of: ContactImport; at: Date; session: ClientSession },
): Promise<void> {
  const ids = due.map(({ _id }) => _id);
  const { modifiedCount } = await rows.updateMany(
    { _id: { $in: ids }, isTaken: false },
    { $set: { isTaken: true } },
    { session },
  );
  const count = { $inc: { taken: modifiedCount } };
  const { matchedCount } = await imports.updateOne({ _id: of._id }, count, { session });
  // Its session was deleted meanwhile, with its contacts: none of them comes back.
  if (matchedCount === 0) throw new Error(`The import ${of._id} is no more`);
  const writes = due.map(({ target, region, name, email, phone }) => ({
    updateOne: {
      filter: { _id: `${of.session}:${target}` },
      update: {
        $set: { session: of.session, target, region, name, email, phone, import: of._id, at },
      },
      upsert: true,
    },
  }));
  await contacts.bulkWrite(writes, { session });
}
