// The only user of the readings' model.
import type { Connection } from '../core/database.ts';
import { type Reading, readingModel } from './reading-model.ts';

export interface Tick {
  registration: string;
  session: string;
  clause: number;
  at: Date;
}

export interface ReadingStore {
  /** Stores ticks in one round trip each way; the first moment of a clause stays. */
  tickMany(ticks: Tick[]): Promise<void>;
  find(registration: string): Promise<Reading | undefined>;
  findMany(registrations: string[]): Promise<Reading[]>;
}

export function createReadingStore(connection: Connection): ReadingStore {
  const model = readingModel(connection);
  return {
    async tickMany(ticks) {
      // An upsert of a known id with $min: an earlier moment wins, and repeating changes nothing.
      await model.bulkWrite(
        ticks.map(({ registration, session, clause, at }) => ({
          updateOne: {
            filter: { _id: registration },
            update: { $setOnInsert: { session }, $min: { [`ticks.${clause}`]: at } },
            upsert: true,
          },
        })),
        { ordered: true },
      );
    },
    find: async (registration) => (await model.findById(registration).lean()) ?? undefined,
    // The driver's own read: every batch of signatures asks it.
    findMany: (registrations) =>
      connection
        .collection<Reading>(model.collection.collectionName)
        .find({ _id: { $in: registrations } })
        .toArray(),
  };
}
