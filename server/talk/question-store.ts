// The only user of the questions' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Question, questionModel } from './question-model.ts';

export type QuestionChange = Partial<
  Pick<Question, 'state' | 'slot' | 'reason' | 'decidedBy' | 'decidedAt' | 'shownAt' | 'answeredAt'>
>;

export interface QuestionStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with E11000 when number or place is taken. */
  insert(question: Question, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<Question | undefined>;
  findShown(session: string, transaction: ClientSession): Promise<Question | undefined>;
  /** Oldest first. */
  listOfPerson(registration: string): Promise<Question[]>;
  /** Oldest first. */
  list(session: string): Promise<Question[]>;
  /** The same one by one, for files. */
  stream(session: string): AsyncIterable<Question>;
  /** Changes it while its version is still `version`; undefined when somebody was faster. */
  change(
    id: string,
    version: number,
    change: QuestionChange,
    transaction: ClientSession,
  ): Promise<Question | undefined>;
}

/** The store on this connection. */
export function createQuestionStore(connection: Connection): QuestionStore {
  const model = questionModel(connection);
  const oldestFirst = (session: string) => model.find({ session }).sort({ at: 1, _id: 1 }).lean();
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(question, session) {
      await model.insertMany([question], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    findShown: async (of, session) =>
      (await model.findOne({ session: of, state: 'shown' }, null, { session }).lean()) ?? undefined,
    listOfPerson: (registration) => model.find({ registration }).sort({ number: 1 }).lean(),
    list: oldestFirst,
    stream: (session) => oldestFirst(session).cursor(),
    change: async (id, version, change, session) =>
      (await model
        .findOneAndUpdate(
          { _id: id, version },
          { $set: change, $inc: { version: 1 } },
          { session, returnDocument: 'after' },
        )
        .lean()) ?? undefined,
  };
}
