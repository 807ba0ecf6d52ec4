// The only user of the certificates' model. What is frozen is never written again.
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import type { CertificateKind } from './certificate-data.ts';
import {
  type CertificateDocument,
  certificateModel,
  counterModel,
  type Revocation,
} from './certificate-model.ts';

/** A certificate that is issued: its file is there. */
export type IssuedCertificate = Omit<CertificateDocument, 'bytes' | 'sha256'> & { sha256: string };

/** What freezing adds to a reservation. */
export type FrozenFile = { bytes: Buffer; sha256: string; templateVersion: string };

export interface CertificateStore {
  ensureIndexes(): Promise<void>;
  /** The next number of a series, from 1; a number that is not used is a gap, never a double. */
  nextSequence(series: string): Promise<number>;
  /** Stores a reservation; false when the registration has an active one of the kind already. */
  reserve(certificate: CertificateDocument): Promise<boolean>;
  /** The active certificate of a registration, issued or only reserved; without its file. */
  findActive(
    registration: string,
    kind: CertificateKind,
  ): Promise<Omit<CertificateDocument, 'bytes'> | undefined>;
  /** Freezes the file of a reservation; false when another try was first. */
  freeze(id: string, file: FrozenFile, transaction: ClientSession): Promise<boolean>;
  findIssued(id: string): Promise<IssuedCertificate | undefined>;
  findByCode(code: string, form: 'full' | 'short'): Promise<IssuedCertificate | undefined>;
  findBySha256(sha256: string): Promise<IssuedCertificate | undefined>;
  listOfRegistration(registration: string): Promise<IssuedCertificate[]>;
  listOfSession(session: string, limit: number): Promise<IssuedCertificate[]>;
  /** Registrations that have an issued certificate of the kind, revoked ones included. */
  registrationsWith(session: string, kind: CertificateKind): Promise<Set<string>>;
  /** Reservations whose file is missing. */
  listReserved(session: string): Promise<{ registration: string; kind: CertificateKind }[]>;
  getBytes(id: string): Promise<Buffer>;
  /** Every issued file, revoked ones included, one at a time. */
  eachFile(): AsyncIterable<{ number: string; sha256: string; bytes: Buffer }>;
  /** Ends the active certificate; false when it was not active. */
  revoke(id: string, revoked: Revocation, transaction: ClientSession): Promise<boolean>;
  setReplacement(id: string, code: string): Promise<void>;
}

const WITHOUT_FILE = { bytes: 0 } as const;
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
    async nextSequence(series) {
      const options = { upsert: true, returnDocument: 'after' } as const;
      const counter = await counters.findByIdAndUpdate(series, { $inc: { last: 1 } }, options);
      return counter?.last ?? 1;
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
    async freeze(id, file, session) {
      const change = { $set: file };
      const { modifiedCount } = await model.updateOne({ _id: id, sha256: null }, change, {
        session,
      });
      return modifiedCount === 1;
    },
    async revoke(id, revoked, session) {
      const change = { $set: { active: false, revoked } };
      const { modifiedCount } = await model.updateOne({ _id: id, active: true }, change, {
        session,
      });
      return modifiedCount === 1;
    },
    async setReplacement(_id, code) {
      await model.updateOne(
        { _id, active: false, 'revoked.replacedBy': null },
        { $set: { 'revoked.replacedBy': code } },
      );
    },
  };
}

type Model = ReturnType<typeof certificateModel>;
type Writes = 'ensureIndexes' | 'nextSequence' | 'reserve' | 'freeze' | 'revoke' | 'setReplacement';

const certificateReads = (model: Model): Omit<CertificateStore, Writes> => {
  const findIssued = async (filter: object): Promise<IssuedCertificate | undefined> =>
    // The filter asks for a hash, so there is one; the driver's types can't tell.
    ((await model.findOne({ ...filter, ...issued }, WITHOUT_FILE).lean()) ?? undefined) as
      | IssuedCertificate
      | undefined;
  const listIssued = async (filter: object, limit = 0): Promise<IssuedCertificate[]> =>
    // as above
    (await model
      .find({ ...filter, ...issued }, WITHOUT_FILE)
      .sort({ issuedAt: 1 })
      .limit(limit)
      .lean()) as IssuedCertificate[];
  return {
    findActive: async (registration, kind) =>
      (await model.findOne({ registration, kind, active: true }, WITHOUT_FILE).lean()) ?? undefined,
    findIssued: (_id) => findIssued({ _id }),
    findByCode: (code, form) => findIssued(form === 'full' ? { code } : { shortCode: code }),
    findBySha256: async (sha256) => findIssued({ $and: [{ sha256 }] }),
    listOfRegistration: (registration) => listIssued({ registration, active: true }),
    listOfSession: (session, limit) => listIssued({ session, active: true }, limit),
    async registrationsWith(session, kind) {
      const filter = { session, kind, ...issued };
      return new Set(await model.distinct('registration', filter));
    },
    listReserved: (session) =>
      model
        .find({ session, active: true, sha256: null }, { _id: 0, registration: 1, kind: 1 })
        .lean(),
    async getBytes(id) {
      const found = await model.findById(id, { bytes: 1 });
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
