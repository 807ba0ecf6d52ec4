// Guesses at a seat's PIN, counted in the database: every process counts the same ones, and each
// guess is counted before it is checked, so that many at once are no way around the lock.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ClientSession } from '../core/database.ts';

/** So many wrong PINs in a row lock the seat. */
export const PIN_FAILURES_MAX = 6;
/** How long failures are counted together, and how long the lock lasts. */
export const PIN_LOCK_MS = 15 * 60_000;

/** `_id` is the seat. */
interface PinAttempts {
  _id: string;
  failures: number;
  /** When the count is forgotten; from the sixth failure on, when the lock opens. */
  endsAt: Date;
}

export interface PinAttemptStore {
  ensureIndexes(): Promise<void>;
  /** Counts one guess; `failures` above PIN_FAILURES_MAX: the seat was locked already. */
  count(seat: string, now: Date): Promise<{ failures: number; endsAt: Date }>;
  /** Forgets the guesses, after a right PIN or by staff. */
  clear(seat: string, transaction?: ClientSession): Promise<void>;
}

const schema = new Schema<PinAttempts>(
  {
    _id: { type: String, required: true },
    failures: { type: Number, required: true },
    endsAt: { type: Date, required: true },
  },
  { collection: 'pin_attempts', versionKey: false },
);
// Long after the lock: this server's clock decides when it opens, not the database's.
schema.index({ endsAt: 1 }, { expireAfterSeconds: 3_600 });

const attemptModel = (connection: Connection): Model<PinAttempts> =>
  connection.models.PinAttempts ?? connection.model<PinAttempts>('PinAttempts', schema);

/** One more failure; an old count begins anew, the sixth failure begins the lock. */
const countOne = (now: Date) => {
  const endsAt = new Date(now.getTime() + PIN_LOCK_MS);
  const isFresh = { $lte: [{ $ifNull: ['$endsAt', now] }, now] };
  const locksNow = { $eq: ['$failures', PIN_FAILURES_MAX - 1] };
  const isFull = { $gt: ['$failures', PIN_FAILURES_MAX] };
  return [
    {
      $set: {
        endsAt: { $cond: [{ $or: [isFresh, locksNow] }, endsAt, '$endsAt'] },
        failures: {
          $cond: [isFresh, 1, { $cond: [isFull, '$failures', { $add: ['$failures', 1] }] }],
        },
      },
    },
  ];
};

/** The store on this connection. */
export function createPinAttemptStore(connection: Connection): PinAttemptStore {
  const model = attemptModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async count(seat, now) {
      const options = { upsert: true, returnDocument: 'after', updatePipeline: true } as const;
      const counted = await model.findOneAndUpdate({ _id: seat }, countOne(now), options).lean();
      if (!counted) throw new Error(`The guess at ${seat} was not counted`);
      return counted;
    },
    async clear(seat, session) {
      await model.deleteOne({ _id: seat }, session ? { session } : {});
    },
  };
}
