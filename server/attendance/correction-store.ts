// The only user of the corrections' model; it can add and read, nothing else.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Correction, correctionModel } from './correction-model.ts';

export interface CorrectionStore {
  ensureIndexes(): Promise<void>;
  /** Rejects with a duplicate key when somebody added the same number. */
  insert(correction: Correction, transaction: ClientSession): Promise<void>;
  /** Oldest first. */
  listOfPerson(registration: string): Promise<Correction[]>;
  /** Each person's in their order. */
  listOfSession(session: string): Promise<Correction[]>;
  /** How many people of the session were corrected after that moment. */
  countPeopleSince(session: string, moment: Date): Promise<number>;
}

/** The store on this connection. */
export function createCorrectionStore(connection: Connection): CorrectionStore {
  const model = correctionModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(correction, transaction) {
      await model.create([correction], { session: transaction });
    },
    listOfPerson: (registration) => model.find({ registration }).sort({ number: 1 }).lean(),
    listOfSession: (session) => model.find({ session }).sort({ number: 1 }).lean(),
    countPeopleSince: async (session, moment) =>
      (await model.distinct('registration', { session, at: { $gt: moment } })).length,
  };
}
