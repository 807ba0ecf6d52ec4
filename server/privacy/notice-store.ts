// The only user of the notices' model: versions are added and read, never changed.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Notice, noticeModel } from './notice-model.ts';

export interface NoticeStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when that version is there. */
  insert(notice: Notice, transaction: ClientSession): Promise<void>;
  findNewest(campaign: string): Promise<Notice | undefined>;
  find(campaign: string, version: number): Promise<Notice | undefined>;
  /** Newest first. */
  list(campaign: string): Promise<Notice[]>;
}

/** The store on this connection. */
export function createNoticeStore(connection: Connection): NoticeStore {
  const model = noticeModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(notice, session) {
      await model.insertMany([notice], { session });
    },
    findNewest: async (campaign) =>
      (await model.findOne({ campaign }).sort({ version: -1 }).lean()) ?? undefined,
    find: async (campaign, version) =>
      (await model.findOne({ campaign, version }).lean()) ?? undefined,
    list: (campaign) => model.find({ campaign }).sort({ version: -1 }).lean(),
  };
}
