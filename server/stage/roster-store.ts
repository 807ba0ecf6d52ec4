// The only user of the roster's model: who may come on a session's stage.
import type { ClientSession, Connection } from '../core/database.ts';
import { type StagePerson, stageModels } from './stage-model.ts';

export interface RosterStore {
  ensureIndexes(): Promise<void>;
  /** Everybody of a session in the roster's order, those with a withdrawn link too. */
  list(session: string): Promise<StagePerson[]>;
  find(session: string, code: string): Promise<StagePerson | undefined>;
  /** By the hash of the valid link or of a replaced one. */
  findByHash(hash: string): Promise<StagePerson | undefined>;
  insert(person: StagePerson, transaction: ClientSession): Promise<void>;
  /** Adds those that are not there yet; the others stay as they are. */
  insertMissing(people: StagePerson[]): Promise<void>;
  /** Sets another issue if it is still `from`; false when somebody was faster. */
  setIssue(
    from: StagePerson,
    to: Pick<StagePerson, 'issue' | 'hash' | 'replaced'>,
    transaction: ClientSession,
  ): Promise<boolean>;
  /** Sets orders of those whose order is still the one that was read; false when one is not. */
  setOrders(
    changes: { person: StagePerson; order: number }[],
    transaction: ClientSession,
  ): Promise<boolean>;
}

/** The store on this connection. */
export function createRosterStore(connection: Connection): RosterStore {
  const { people } = stageModels(connection);
  return {
    ensureIndexes: () => people.createIndexes(),
    list: (session) => people.find({ session }).sort({ order: 1, _id: 1 }).lean(),
    find: async (session, code) =>
      (await people.findById(`${session}:${code}`).lean()) ?? undefined,
    findByHash: async (hash) =>
      (await people.findOne({ $or: [{ hash }, { replaced: hash }] }).lean()) ?? undefined,
    async insert(person, session) {
      await people.insertMany([person], { session });
    },
    async insertMissing(missing) {
      await people.bulkWrite(
        missing.map(({ _id, ...rest }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
        })),
        { ordered: false },
      );
    },
    async setIssue({ _id, issue }, to, session) {
      const result = await people.updateOne({ _id, issue }, { $set: to }, { session });
      return result.modifiedCount === 1;
    },
    async setOrders(changes, session) {
      const result = await people.bulkWrite(
        changes.map(({ person, order }) => ({
          updateOne: {
            filter: { _id: person._id, order: person.order },
            update: { $set: { order } },
          },
        })),
        { session },
      );
      return result.modifiedCount === changes.length;
    },
  };
}
