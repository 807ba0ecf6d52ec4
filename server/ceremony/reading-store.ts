// The only user of the readings' model.
import type { Connection } from '../core/database.ts';
import { type Reading, readingModel } from './reading-model.ts';

export interface Tick {
  registration: string;
  session: string;
  clause: number;
  at: Date;
  /** Whether the clause was being read at that moment. */
  together: boolean;
}

export interface ReadingStore {
  ensureIndexes(): Promise<void>;
  /** Stores ticks in one round trip; what was stored first of a clause never changes. */
  tickMany(ticks: Tick[]): Promise<void>;
  find(registration: string): Promise<Reading | undefined>;
  findMany(registrations: string[]): Promise<Reading[]>;
  /** How many have ticked a clause. */
  countTicked(session: string, clause: number): Promise<number>;
}

export function createReadingStore(connection: Connection): ReadingStore {
  const model = readingModel(connection);
  const readings = connection.collection<Reading>(model.collection.collectionName);
  return {
    ensureIndexes: () => model.createIndexes(),
    async tickMany(ticks) {
      // The first moment stored stays for good: a leaf may be made of what was read before.
      // (the driver's own write: a crowd ticks at once)
      await readings.bulkWrite(
        ticks.map(({ registration, session, clause, at, together }) => ({
          updateOne: {
            filter: { _id: registration },
            update: [
              {
                $set: {
                  session: { $ifNull: ['$session', session] },
                  [`ticks.${clause}`]: { $ifNull: [`$ticks.${clause}`, at] },
                  // Of the tick that was first; a moment without it came from an earlier version.
                  [`together.${clause}`]: {
                    $cond: [
                      { $eq: [{ $type: `$ticks.${clause}` }, 'missing'] },
                      together,
                      { $ifNull: [`$together.${clause}`, false] },
                    ],
                  },
                },
              },
            ],
            upsert: true,
          },
        })),
        { ordered: true },
      );
    },
    find: async (registration) => (await model.findById(registration).lean()) ?? undefined,
    findMany: (registrations) => readings.find({ _id: { $in: registrations } }).toArray(),
    countTicked: (session, clause) =>
      readings.countDocuments({ session, [`ticks.${clause}`]: { $exists: true } }),
  };
}
