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
  /** Open ones, oldest first, then the answered ones, newest answer first. */
  listOfSession(session: string): Promise<Objection[]>;
  countOpen(session: string): Promise<number>;
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
    async listOfSession(session) {
      const [open, answered] = await Promise.all([
        model.find({ session, state: 'open' }).sort({ at: 1 }).lean(),
        model.find({ session, state: 'answered' }).sort({ answeredAt: -1 }).lean(),
      ]);
      return [...open, ...answered];
    },
    countOpen: (session) => model.countDocuments({ session, state: 'open' }),
    async setAnswer(id, fields, session) {
      const filter = { _id: id, state: 'open' as const };
      const update = { $set: { ...fields, state: 'answered' as const } };
      return (await model.updateOne(filter, update, { session })).modifiedCount === 1;
    },
  };
}
