// The only user of the signatures' model. Append-only: there is no update and no delete here.
import { type ClientSession, type Connection, readOptions } from '../core/database.ts';
import { type SignatureDocument, signatureModel } from './signature-model.ts';

/** For lists that are read whole. */
const WHOLE_BATCH = 5_000;

export interface SignatureStore {
  ensureIndexes(): Promise<void>;
  /**
   * Inserts unordered with majority and journal; answers with the places (in `documents`) that the
   * unique index refused. Any other failure rejects.
   */
  insertMany(documents: SignatureDocument[]): Promise<Set<number>>;
  insertVoid(document: SignatureDocument, transaction: ClientSession): Promise<void>;
  findOfRegistrations(registrations: string[]): Promise<SignatureDocument[]>;
  findOfRegistration(registration: string): Promise<SignatureDocument | undefined>;
  /** When each of these registrations signed, and whether late; those that did not are missing. */
  signingsOf(registrations: string[], reading?: ClientSession): Promise<Map<string, Signing>>;
  /** The signatures of these registrations: id and leaf's hash, by registration. */
  leavesOf(registrations: string[]): Promise<Map<string, OwnLeaf>>;
  count(session: string): Promise<number>;
  list(session: string): Promise<SignatureDocument[]>;
  /** Who signed, without their marks: what a roll needs, read in one pass. */
  listSigners(session: string): Promise<Signer[]>;
  /** The signatures of one region, whole. */
  listOfRegion(session: string, region: string): Promise<SignatureDocument[]>;
  /** Leaves signed at or after `since`, in the order of their moments. */
  leavesSince(session: string, since: Date): Promise<SignedLeaf[]>;
  /** Sessions in which somebody signed. */
  signedSessions(): Promise<string[]>;
  /** The seats that signed, without what else a signature holds. */
  signedSeats(session: string): Promise<string[]>;
  /** The same over all these sessions, in one read. */
  signedSeatsOf(sessions: string[]): Promise<Set<string>>;
}

/** A leaf without what can be erased. */
export interface SignedLeaf {
  _id: string;
  leaf: string;
  leafHash: string;
  signedAt: Date;
}

/** A signature without mark, leaf and salt; `personal` is null once it is erased. */
export interface Signer {
  _id: string;
  registration: string;
  seat: string;
  region: string | null;
  signedAt: Date;
  /** What the leaf says: received in the late window. */
  late: boolean;
  leafHash: string | null;
  personal: { name: string; acting: string } | null;
}

const SIGNER_FIELDS = {
  ...{ registration: 1, seat: 1, region: 1, signedAt: 1, leafHash: 1 },
  ...{ 'personal.name': 1, 'personal.acting': 1 },
  // Ten thousand leaves stay where they are: in canonical JSON only the field itself reads so.
  late: { $gte: [{ $indexOfBytes: ['$leaf', '"window":"late"'] }, 0] },
} as const;

/** A signature's id and its leaf's hash (null: made before there were any). */
export type OwnLeaf = Pick<SignatureDocument, '_id' | 'registration' | 'leafHash'>;
type SignedMoment = Pick<SignatureDocument, 'registration' | 'signedAt' | 'late'>;

/** When somebody signed; `late`: in the late window. */
export interface Signing {
  at: Date;
  late: boolean;
}

interface BulkFailure {
  code?: number;
  writeErrors?: { index: number; code: number }[];
}

/** The places refused as duplicates; rethrows when anything else went wrong. */
function duplicatePlaces(error: unknown): Set<number> {
  const failure = error as BulkFailure; // the driver's MongoBulkWriteError
  const writeErrors = failure.writeErrors ?? [];
  const onlyDuplicates = writeErrors.length > 0 && writeErrors.every((one) => one.code === 11000);
  if (!onlyDuplicates) throw error;
  return new Set(writeErrors.map((one) => one.index));
}

export function createSignatureStore(connection: Connection): SignatureStore {
  const model = signatureModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insertMany(documents) {
      try {
        // The driver's own insert: the documents were built here, a second check costs a quarter.
        // (typed loosely there: it knows ObjectId keys only)
        await model.collection.insertMany(documents as object[], {
          ordered: false,
          writeConcern: { w: 'majority', journal: true },
        });
        return new Set();
      } catch (error) {
        return duplicatePlaces(error);
      }
    },
    async insertVoid(document, session) {
      await model.insertMany([document], { session });
    },
    findOfRegistrations: (registrations) =>
      model.find({ registration: { $in: registrations } }).lean(),
    findOfRegistration: async (registration) =>
      (await model.findOne({ registration, kind: 'signature' }).lean()) ?? undefined,
    async signingsOf(registrations, reading) {
      const found = await model.collection
        .find({ registration: { $in: registrations }, kind: 'signature' }, readOptions(reading))
        .project<SignedMoment>({ registration: 1, signedAt: 1, late: 1 })
        .toArray();
      return new Map(
        found.map(({ registration, signedAt: at, late = false }) => [registration, { at, late }]),
      );
    },
    async leavesOf(registrations) {
      const found = await model.collection
        .find({ registration: { $in: registrations }, kind: 'signature' })
        .project<OwnLeaf>({ registration: 1, leafHash: 1 })
        .toArray();
      return new Map(found.map((one) => [one.registration, one]));
    },
    count: (session) => model.countDocuments({ session, kind: 'signature' }),
    leavesSince: (session, since) =>
      model.collection
        .find({ session, kind: 'signature', signedAt: { $gte: since } })
        .project<SignedLeaf>({ leaf: 1, leafHash: 1, signedAt: 1 })
        .sort({ signedAt: 1, _id: 1 })
        .toArray(),
    signedSessions: () => model.distinct('session', { kind: 'signature' }),
    signedSeats: async (session) =>
      (await model.find({ session, kind: 'signature' }, { seat: 1 }).lean()).map((one) => one.seat),
    async signedSeatsOf(sessions) {
      const found = await model.collection
        .find({ session: { $in: sessions }, kind: 'signature' })
        .project<{ seat: string }>({ _id: 0, seat: 1 })
        .batchSize(WHOLE_BATCH)
        .toArray();
      return new Set(found.map(({ seat }) => seat));
    },
    listSigners: (session) =>
      model.collection
        .find({ session, kind: 'signature' })
        .project<Signer>(SIGNER_FIELDS)
        .sort({ signedAt: 1 })
        .toArray(),
    listOfRegion: (session, region) =>
      model.find({ session, kind: 'signature', region }).sort({ signedAt: 1 }).lean(),
    list: (session) => model.find({ session, kind: 'signature' }).sort({ signedAt: 1 }).lean(),
  };
}
