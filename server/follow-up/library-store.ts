// The only user of the library's models.
import type { ClientSession, Connection } from '../core/database.ts';
import { type LawEntry, type LawFileFacts, libraryModels } from './library-model.ts';

export type NewEntry = Omit<LawEntry, 'place'>;

export interface LibraryStore {
  ensureIndexes(): Promise<void>;
  /** In their order. */
  list(campaign: string): Promise<LawEntry[]>;
  find(campaign: string, id: string): Promise<LawEntry | undefined>;
  count(campaign: string): Promise<number>;
  /** Adds them after those there are. */
  add(entries: readonly NewEntry[], transaction: ClientSession): Promise<void>;
  /** Stores an entry in place of itself; false when it is gone. */
  replace(entry: LawEntry, transaction: ClientSession): Promise<boolean>;
  /** False when it was gone already. */
  remove(campaign: string, id: string, transaction: ClientSession): Promise<boolean>;
  /** Keeps a file under its hash for an entry; one that is there already stays. */
  keepFile(file: LawFileFacts, bytes: Buffer, transaction: ClientSession): Promise<void>;
  /** The same for a file that is there; false when it is not. */
  claimFile(sha256: string, transaction: ClientSession): Promise<boolean>;
  /** Forgets a file that no entry names any more; after the write of the entry that named it. */
  forgetFile(sha256: string, transaction: ClientSession): Promise<void>;
  /** undefined: there is none. */
  bytesOf(sha256: string): Promise<Buffer | undefined>;
}

/** Whoever begins or ceases to use a file writes it: two at once are in each other's way. */
const CLAIM = { $inc: { claims: 1 } };

/** The store on this connection. */
export function createLibraryStore(connection: Connection): LibraryStore {
  const { entries, files } = libraryModels(connection);
  return {
    async ensureIndexes() {
      await entries.createIndexes();
      await files.createCollection();
    },
    list: (campaign) => entries.find({ campaign }).sort({ place: 1 }).lean(),
    find: async (campaign, _id) => (await entries.findOne({ _id, campaign }).lean()) ?? undefined,
    count: (campaign) => entries.countDocuments({ campaign }),
    async add(given, session) {
      const [first] = given;
      if (!first) return;
      const last = await entries
        .findOne({ campaign: first.campaign }, { place: 1 }, { session })
        .sort({ place: -1 })
        .lean();
      const from = (last?.place ?? 0) + 1;
      await entries.insertMany(
        given.map((one, i) => ({ ...one, place: from + i })),
        { session },
      );
    },
    async replace({ _id, campaign, ...entry }, session) {
      const result = await entries.updateOne({ _id, campaign }, { $set: entry }, { session });
      return result.matchedCount === 1;
    },
    async remove(campaign, _id, session) {
      return (await entries.deleteOne({ _id, campaign }, { session })).deletedCount === 1;
    },
    async keepFile({ sha256 }, bytes, session) {
      const change = { $setOnInsert: { bytes }, ...CLAIM };
      await files.updateOne({ _id: sha256 }, change, { session, upsert: true });
    },
    async claimFile(sha256, session) {
      return (await files.updateOne({ _id: sha256 }, CLAIM, { session })).matchedCount === 1;
    },
    async forgetFile(sha256, session) {
      const isNamed = await entries.exists({ 'file.sha256': sha256 }).session(session);
      if (isNamed) await files.updateOne({ _id: sha256 }, CLAIM, { session });
      else await files.deleteOne({ _id: sha256 }, { session });
    },
    async bytesOf(sha256) {
      const found = await files.findById(sha256);
      return found ? Buffer.from(found.bytes) : undefined;
    },
  };
}
