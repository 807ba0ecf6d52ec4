// The only user of the circulars' models.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Circular, circularModels } from './circular-model.ts';

export interface CircularStore {
  ensureIndexes(): Promise<void>;
  /** Every version of every region, by region and version. */
  list(campaign: string): Promise<Circular[]>;
  /** A region's versions, the oldest first. */
  history(campaign: string, region: string): Promise<Circular[]>;
  /** Rejects with E11000 when somebody else made this version. */
  add(circular: Circular, bytes: Buffer, transaction: ClientSession): Promise<void>;
  /** False when it is not the newest version any more, or withdrawn already. */
  withdraw(
    of: Pick<Circular, 'campaign' | 'region' | 'version'>,
    withdrawn: NonNullable<Circular['withdrawn']>,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** undefined: there is none. */
  bytesOf(sha256: string): Promise<Buffer | undefined>;
}

/** The store on this connection. */
export function createCircularStore(connection: Connection): CircularStore {
  const { circulars, files } = circularModels(connection);
  return {
    async ensureIndexes() {
      await circulars.createIndexes();
      await files.createCollection();
    },
    list: (campaign) => circulars.find({ campaign }).sort({ region: 1, version: 1 }).lean(),
    history: (campaign, region) => circulars.find({ campaign, region }).sort({ version: 1 }).lean(),
    async add(circular, bytes, session) {
      await circulars.insertMany([circular], { session });
      const { sha256: _id } = circular.file;
      await files.updateOne({ _id }, { $setOnInsert: { bytes } }, { upsert: true, session });
    },
    async withdraw({ campaign, region, version }, withdrawn, session) {
      const newer = { campaign, region, version: { $gt: version } };
      if (await circulars.exists(newer).session(session)) return false;
      const own = { campaign, region, version, withdrawn: null };
      const result = await circulars.updateOne(own, { $set: { withdrawn } }, { session });
      return result.modifiedCount === 1;
    },
    async bytesOf(sha256) {
      const found = await files.findById(sha256);
      return found ? Buffer.from(found.bytes) : undefined;
    },
  };
}
