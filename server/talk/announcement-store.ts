// The only user of the announcements' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Announcement, announcementModel } from './announcement-model.ts';

export interface AnnouncementStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the number is taken. */
  insert(announcement: Announcement, transaction: ClientSession): Promise<void>;
  /** The newest one of a session, also when it is over. */
  findLast(session: string, transaction?: ClientSession): Promise<Announcement | undefined>;
  /** Withdraws one that stands; undefined when it was withdrawn already. */
  withdraw(
    id: string,
    fields: Pick<Announcement, 'withdrawnAt' | 'withdrawnBy'>,
    transaction: ClientSession,
  ): Promise<Announcement | undefined>;
}

/** The store on this connection. */
export function createAnnouncementStore(connection: Connection): AnnouncementStore {
  const model = announcementModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(announcement, session) {
      await model.insertMany([announcement], { session });
    },
    findLast: async (of, session) =>
      (await model
        .findOne({ session: of }, null, session ? { session } : {})
        .sort({ number: -1 })
        .lean()) ?? undefined,
    withdraw: async (id, fields, session) =>
      (await model
        .findOneAndUpdate(
          { _id: id, withdrawnAt: null },
          { $set: fields },
          { session, returnDocument: 'after' },
        )
        .lean()) ?? undefined,
  };
}
