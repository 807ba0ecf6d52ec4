// The only user of the models of coordinators and nominations.
import type { ClientSession, Connection } from '../core/database.ts';
import {
  type Coordinator,
  coordinatorModel,
  type Nomination,
  nominationModel,
} from './coordinator-model.ts';

export interface CoordinatorStore {
  ensureIndexes(): Promise<void>;
  /** Adds those that are not there yet; the others stay as they are. */
  insertMissing(coordinators: Coordinator[]): Promise<void>;
  find(session: string, region: string): Promise<Coordinator | undefined>;
  /** By the hash of the valid code or of a replaced one. */
  findByHash(hash: string): Promise<Coordinator | undefined>;
  list(session: string): Promise<Coordinator[]>;
  markOpened(id: string, at: Date): Promise<void>;
  /** Sets another issue if it is still `from`; false when somebody was faster. */
  setIssue(
    from: Coordinator,
    to: Pick<Coordinator, 'issue' | 'code' | 'replaced'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  putNomination(nomination: Nomination, transaction: ClientSession): Promise<void>;
  removeNomination(seat: string, transaction: ClientSession): Promise<boolean>;
  findNomination(seat: string): Promise<Nomination | undefined>;
  listNominations(session: string, region: string): Promise<Nomination[]>;
  /** The seats of a session that somebody is named for. */
  listNamedSeats(session: string): Promise<string[]>;
  /** Removes the links of regions and the nominations of seats that a session has no more. */
  forget(
    session: string,
    gone: { regions: readonly string[]; seats: readonly string[] },
    transaction: ClientSession,
  ): Promise<void>;
}

export function createCoordinatorStore(connection: Connection): CoordinatorStore {
  const model = coordinatorModel(connection);
  const nominations = nominationModel(connection);
  return {
    async ensureIndexes() {
      await model.createIndexes();
      await nominations.createIndexes();
    },
    async insertMissing(coordinators) {
      await model.bulkWrite(
        coordinators.map(({ _id, ...rest }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
        })),
        { ordered: false },
      );
    },
    find: async (session, region) => (await model.findOne({ session, region }).lean()) ?? undefined,
    findByHash: async (hash) =>
      (await model.findOne({ $or: [{ code: hash }, { replaced: hash }] }).lean()) ?? undefined,
    list: (session) => model.find({ session }).sort({ region: 1 }).lean(),
    async markOpened(_id, at) {
      await model.updateOne({ _id, openedAt: null }, { $set: { openedAt: at } });
    },
    async setIssue({ _id, issue }, to, session) {
      const result = await model.updateOne({ _id, issue }, { $set: to }, { session });
      return result.modifiedCount === 1;
    },
    async forget(session, { regions, seats }, transaction) {
      const inside = { session: transaction };
      await model.deleteMany({ session, region: { $in: regions } }, inside);
      await nominations.deleteMany({ _id: { $in: seats } }, inside);
    },
    async putNomination({ _id, ...rest }, session) {
      await nominations.updateOne({ _id }, { $set: rest }, { upsert: true, session });
    },
    async removeNomination(_id, session) {
      return (await nominations.deleteOne({ _id }, { session })).deletedCount === 1;
    },
    findNomination: async (seat) => (await nominations.findById(seat).lean()) ?? undefined,
    listNominations: (session, region) => nominations.find({ session, region }).lean(),
    listNamedSeats: async (session) =>
      (await nominations.find({ session }, { _id: 1 }).lean()).map(({ _id }) => _id),
  };
}
