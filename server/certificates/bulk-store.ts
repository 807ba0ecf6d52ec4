// The certificates' store for a whole session at once: few writes, and counts without the files.
import type { ClientSession } from '../core/database.ts';
import { withoutDuplicates } from '../core/database.ts';
import type { CertificateKind } from './certificate-data.ts';
import type { CertificateDocument, certificateModel } from './certificate-model.ts';
import type { FrozenFile, IssuedCertificate } from './certificate-store.ts';

/** One certificate as the session's index knows it. */
export interface Holding {
  kind: CertificateKind;
  subject: string;
  /** False once it is revoked. */
  active: boolean;
  /** Null while it is only reserved. */
  sha256: string | null;
}

/** An issued file that counts, without its bytes. */
export type FileEntry = Pick<CertificateDocument, '_id' | 'number' | 'kind' | 'subject'>;

/** An issued certificate by its subject; `active` is false once it is revoked. */
export type SubjectNumber = Pick<CertificateDocument, 'subject' | 'kind' | 'number' | 'active'>;

export interface BulkStore {
  /** Stores reservations; those whose subject has an active one of the kind are left out. */
  reserveMany(certificates: CertificateDocument[]): Promise<void>;
  /** The active certificates of these subjects, issued or only reserved; all but their files. */
  listActive(
    session: string,
    kind: CertificateKind,
    subjects: string[],
  ): Promise<Omit<CertificateDocument, 'bytes'>[]>;
  /** Freezes files of reservations by id; gives the ids that no other try had frozen before. */
  freezeMany(files: Map<string, FrozenFile>, transaction: ClientSession): Promise<string[]>;
  /** All of a session, read from the index alone. */
  holdings(session: string): Promise<Holding[]>;
  /** Reservations whose file is missing, begun before that moment. */
  listReserved(
    session: string,
    before: Date,
  ): Promise<{ subject: string; kind: CertificateKind }[]>;
  /** Issued files that count and are there, by number; of these subjects only, when told. */
  listFiles(session: string, subjects?: string[]): Promise<FileEntry[]>;
  /** Numbers of these subjects' issued certificates, revoked ones included, in their order. */
  numbersOfSubjects(session: string, subjects: string[]): Promise<SubjectNumber[]>;
  /** Some issued certificates of these subjects, revoked ones included, newest first. */
  listOfSubjects(session: string, subjects: string[], limit: number): Promise<IssuedCertificate[]>;
  /** Issued, by its number as printed. */
  findByNumber(number: string): Promise<IssuedCertificate | undefined>;
  /** Numbers of issued certificates by their codes. */
  numbersOf(codes: string[]): Promise<Map<string, string>>;
  /** What was revoked, of one session or of all, oldest first. */
  listRevoked(session?: string): Promise<IssuedCertificate[]>;
}

const WITHOUT_ROWS = { bytes: 0, 'data.rows': 0, 'data.details': 0 } as const;
/** A hash is there; unlike `$ne: null` an index can answer it alone. */
const issued = { sha256: { $gt: '' } } as const;

/** This part of the store. */
export function createBulkStore(model: ReturnType<typeof certificateModel>): BulkStore {
  return {
    ...createBulkReads(model),
    async reserveMany(certificates) {
      if (certificates.length === 0) return;
      // The driver's own insert: the documents were built here. (typed loosely: ObjectId keys)
      const insert = model.collection.insertMany(certificates as object[], { ordered: false });
      await withoutDuplicates(insert);
    },
    async freezeMany(files, session) {
      const ids = [...files.keys()];
      const open = await model
        .find({ _id: { $in: ids }, sha256: null }, { _id: 1 }, { session })
        .lean();
      if (open.length === 0) return [];
      // A write of somebody else between the two reads ends the transaction, which is tried again.
      const changes = open.map(({ _id }) => ({
        updateOne: { filter: { _id, sha256: null }, update: { $set: { ...files.get(_id) } } },
      }));
      const { modifiedCount } = await model.bulkWrite(changes, { session });
      if (modifiedCount !== open.length)
        throw new Error('A reservation changed while it was frozen');
      return open.map(({ _id }) => _id);
    },
  };
}

type Writes = 'reserveMany' | 'freezeMany';

function createBulkReads(model: ReturnType<typeof certificateModel>): Omit<BulkStore, Writes> {
  // The filters ask for a hash, so there is one; the driver's types can't tell.
  const list = async (filter: object, sort: Record<string, 1 | -1>) =>
    (await model
      .find({ ...filter, ...issued }, WITHOUT_ROWS)
      .sort(sort)
      .lean()) as IssuedCertificate[];
  return {
    listActive: (session, kind, subjects) =>
      model.find({ session, kind, subject: { $in: subjects }, active: true }, { bytes: 0 }).lean(),
    holdings: (session) =>
      model
        .find({ session }, { _id: 0, kind: 1, subject: 1, active: 1, sha256: 1 })
        .hint({ session: 1, kind: 1, subject: 1, active: 1, sha256: 1 })
        .lean(),
    listReserved: (session, before) =>
      model
        .find(
          { session, active: true, sha256: null, issuedAt: { $lt: before } },
          { _id: 0, subject: 1, kind: 1 },
        )
        .lean(),
    listFiles: (session, subjects) =>
      model
        .find(
          {
            ...{ session, active: true, ...issued, erased: { $exists: false } },
            ...(subjects && { subject: { $in: subjects } }),
          },
          { _id: 1, number: 1, kind: 1, subject: 1 },
        )
        .sort({ number: 1 })
        .lean(),
    numbersOfSubjects: (session, subjects) =>
      model
        .find(
          { session, subject: { $in: subjects }, ...issued },
          { _id: 0, subject: 1, kind: 1, number: 1, active: 1 },
        )
        .sort({ number: 1 })
        .lean(),
    async listOfSubjects(session, subjects, limit) {
      // Sorted here: sorting in the database would carry the files along.
      const filter = { session, subject: { $in: subjects }, ...issued };
      const found = await model.find(filter, WITHOUT_ROWS).limit(limit).lean();
      // as above
      return (found as IssuedCertificate[]).toSorted((a, b) => +b.issuedAt - +a.issuedAt);
    },
    async findByNumber(number) {
      const [found] = await list({ number }, { issuedAt: 1 });
      return found;
    },
    async numbersOf(codes) {
      const found = await model
        .find({ code: { $in: codes }, ...issued }, { _id: 0, code: 1, number: 1 })
        .lean();
      return new Map(found.map(({ code, number }) => [code, number]));
    },
    listRevoked: (session) =>
      list(
        { active: false, 'revoked.at': { $gt: new Date(0) }, ...(session && { session }) },
        { 'revoked.at': 1 },
      ),
  };
}
