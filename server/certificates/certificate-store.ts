// The only user of the certificates' model. What is frozen is never written again.
import { AppError } from '../core/app-error.ts';
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import { type BulkStore, createBulkStore } from './bulk-store.ts';
import type { CertificateKind } from './certificate-data.ts';
import {
  type CertificateDocument,
  certificateModel,
  counterModel,
  type Revocation,
} from './certificate-model.ts';
import type { Target } from './draft.ts';

/** A certificate that is issued: its file is there. Of a long document's data the rows are left out. */
export type IssuedCertificate = Omit<CertificateDocument, 'bytes' | 'sha256'> & { sha256: string };

/** A certificate in a list: nothing of what it says. */
export type CertificateRow = Omit<IssuedCertificate, 'data'>;

/** What freezing adds to a reservation. */
export interface FrozenFile {
  bytes: Buffer;
  sha256: string;
  templateVersion: string;
  /** The independent moment in its seal; null without one. */
  timestamp: Date | null;
}

export interface CertificateStore extends BulkStore {
  ensureIndexes(): Promise<void>;
  /**
   * Takes the next numbers of a series, from 1, and gives the first of them; one that is not used
   * is a gap, never a double.
   */
  takeNumbers(series: string, count?: number): Promise<number>;
  /** Stores a reservation; false when the subject has an active one of the kind already. */
  reserve(certificate: CertificateDocument): Promise<boolean>;
  /** Stores an issued certificate; rejects when its subject has an active one of the kind. */
  insert(certificate: CertificateDocument, transaction: ClientSession): Promise<void>;
  /** The active certificate of a subject, issued or only reserved; all but its file. */
  findActive(target: Target): Promise<Omit<CertificateDocument, 'bytes'> | undefined>;
  /** The issued one of a subject that counts. */
  findIssuedOf(target: Target): Promise<IssuedCertificate | undefined>;
  /** Freezes the file of a reservation; false when another try was first. */
  freeze(id: string, file: FrozenFile, transaction: ClientSession): Promise<boolean>;
  /** True when the subject had one of the kind that was revoked. */
  wasRevoked(session: string, target: Omit<Target, 'session'>): Promise<boolean>;
  /** Takes back what was only reserved for a subject: its facts have changed. Numbers stay used. */
  dropReserved(subject: string): Promise<void>;
  findIssued(id: string): Promise<IssuedCertificate | undefined>;
  findByCode(code: string, form: 'full' | 'short'): Promise<IssuedCertificate | undefined>;
  findBySha256(sha256: string): Promise<IssuedCertificate | undefined>;
  listOfRegistration(registration: string): Promise<IssuedCertificate[]>;
  listOfSession(session: string, limit: number): Promise<IssuedCertificate[]>;
  /** Issued ones of a session, revoked ones among them, by id; at most `limit` after one. */
  pageOfSession(session: string, after: string, limit: number): Promise<CertificateRow[]>;
  /** Issued documents of a session that count, of one kind. */
  listOfKind(session: string, kind: CertificateKind): Promise<IssuedCertificate[]>;
  /** Throws DATA_ERASED when it was. */
  getBytes(id: string): Promise<Buffer>;
  /** Every issued file, revoked ones included, one at a time. */
  eachFile(): AsyncIterable<{ number: string; sha256: string; bytes: Buffer }>;
  /** Ends the active certificate; false when it was not active. */
  revoke(id: string, revoked: Revocation, transaction: ClientSession): Promise<boolean>;
}

const WITHOUT_FILE = { bytes: 0 } as const;
const WITHOUT_ROWS = { bytes: 0, 'data.rows': 0, 'data.details': 0 } as const;
const issued = { sha256: { $ne: null } } as const;

/** The store on this connection. */
export function createCertificateStore(connection: Connection): CertificateStore {
  const model = certificateModel(connection);
  const counters = counterModel(connection);
  return {
    ...certificateReads(model),
    async ensureIndexes() {
      await model.createIndexes();
    },
    ...createBulkStore(model),
    async takeNumbers(series, count = 1) {
      const options = { upsert: true, returnDocument: 'after' } as const;
      const counter = await counters.findByIdAndUpdate(series, { $inc: { last: count } }, options);
      return (counter?.last ?? count) - count + 1;
    },
    async reserve(certificate) {
      try {
        await model.insertMany([certificate]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async insert(certificate, session) {
      await model.insertMany([certificate], { session });
    },
    async freeze(id, file, session) {
      const change = { $set: { ...file } };
      const { modifiedCount } = await model.updateOne({ _id: id, sha256: null }, change, {
        session,
      });
      return modifiedCount === 1;
    },
    async dropReserved(subject) {
      await model.deleteMany({ subject, active: true, sha256: null });
    },
    async revoke(id, revoked, session) {
      const change = { $set: { active: false, revoked } };
      const { modifiedCount } = await model.updateOne({ _id: id, active: true }, change, {
        session,
      });
      return modifiedCount === 1;
    },
  };
}

type Model = ReturnType<typeof certificateModel>;
type Writes =
  | 'ensureIndexes'
  | 'takeNumbers'
  | 'reserve'
  | 'freeze'
  | 'dropReserved'
  | 'revoke'
  | 'insert';

const certificateReads = (model: Model): Omit<CertificateStore, Writes | keyof BulkStore> => {
  const findIssued = async (filter: object): Promise<IssuedCertificate | undefined> =>
    // The filter asks for a hash, so there is one; the driver's types can't tell.
    ((await model.findOne({ ...filter, ...issued }, WITHOUT_ROWS).lean()) ?? undefined) as
      | IssuedCertificate
      | undefined;
  const listIssued = async (filter: object, limit = 0): Promise<IssuedCertificate[]> =>
    // as above
    (await model
      .find({ ...filter, ...issued }, WITHOUT_ROWS)
      .sort({ issuedAt: 1 })
      .limit(limit)
      .lean()) as IssuedCertificate[];
  return {
    async findActive({ kind, subject, session }) {
      const filter = { kind, subject, active: true, ...(session !== undefined && { session }) };
      return (await model.findOne(filter, WITHOUT_FILE).lean()) ?? undefined;
    },
    wasRevoked: async (session, { kind, subject }) =>
      (await model.exists({ session, kind, subject, active: false })) !== null,
    findIssued: (_id) => findIssued({ _id }),
    findIssuedOf: ({ kind, subject, session }) =>
      findIssued({ kind, subject, active: true, ...(session !== undefined && { session }) }),
    findByCode: (code, form) => findIssued(form === 'full' ? { code } : { shortCode: code }),
    findBySha256: async (sha256) => findIssued({ $and: [{ sha256 }] }),
    listOfRegistration: (registration) => listIssued({ subject: registration, active: true }),
    listOfSession: (session, limit) => listIssued({ session, active: true }, limit),
    pageOfSession: async (session, after, limit) =>
      // as above
      (await model
        .find({ session, ...issued, _id: { $gt: after } }, { bytes: 0, data: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean()) as CertificateRow[],
    listOfKind: (session, kind) => listIssued({ session, kind, active: true }),
    async getBytes(id) {
      const found = await model.findById(id, { bytes: 1, erased: 1 });
      if (found?.erased) throw new AppError('DATA_ERASED');
      if (!found?.bytes) throw new Error(`The certificate ${id} has no file`);
      return found.bytes;
    },
    async *eachFile() {
      const fields = { number: 1, sha256: 1, bytes: 1 };
      for await (const found of model.find(issued, fields).cursor({ batchSize: 20 })) {
        const { number, sha256, bytes } = found;
        if (sha256 && bytes) yield { number, sha256, bytes };
      }
    },
  };
};
