// The only user of the objections' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Objection, objectionModel } from './objection-model.ts';

export type AnswerFields = Pick<
  Objection,
  'answer' | 'outcome' | 'answeredBy' | 'answeredAt' | 'correction'
>;

export interface ObjectionStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when the person has an open one already. */
  insert(objection: Objection, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Objection | undefined>;
  /** Newest first. */
  listOfPerson(registration: string): Promise<Objection[]>;
  /** Open ones, oldest first. */
  listOpen(session: string, limit: number): Promise<Objection[]>;
  /** Answered ones, newest answer first. */
  listAnswered(session: string, limit: number): Promise<Objection[]>;
  count(session: string, state: Objection['state']): Promise<number>;
  /** Answers an open one; false when it has been answered or does not exist. */
  setAnswer(id: string, fields: AnswerFields, transaction: ClientSession): Promise<boolean>;
}

/** The store on this connection. */
export function createObjectionStore(connection: Connection): ObjectionStore {
  const model = objectionModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(objection, session) {
      await model.insertMany([objection], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    listOfPerson: (registration) => model.find({ registration }).sort({ number: -1 }).lean(),
    listOpen: (session, limit) =>
      model.find({ session, state: 'open' }).sort({ at: 1 }).limit(limit).lean(),
    listAnswered: (session, limit) =>
      model.find({ session, state: 'answered' }).sort({ answeredAt: -1 }).limit(limit).lean(),
    count: (session, state) => model.countDocuments({ session, state }),
    async setAnswer(id, fields, session) {
      const filter = { _id: id, state: 'open' as const };
      const update = { $set: { ...fields, state: 'answered' as const } };
      return (await model.updateOne(filter, update, { session })).modifiedCount === 1;
    },
  };
}
