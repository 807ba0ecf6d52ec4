// The only user of the trial runs' model.
import { type Connection, isDuplicateKey } from '../core/database.ts';
import { type NameCheck, nameCheckModel } from './name-check-model.ts';

export type CheckProgress = Pick<
  NameCheck,
  'state' | 'done' | 'problems' | 'problemCount' | 'touchedAt'
>;

export interface NameCheckStore {
  find(session: string, kind: string): Promise<NameCheck | undefined>;
  /** Begins a run; false while another one shows signs of life since `aliveSince`. */
  begin(check: NameCheck, aliveSince: Date): Promise<boolean>;
  /** Keeps how far a run is; false when a newer run has taken its place. */
  keep(id: string, run: string, progress: CheckProgress): Promise<boolean>;
}

/** The store on this connection. */
export function createNameCheckStore(connection: Connection): NameCheckStore {
  const model = nameCheckModel(connection);
  return {
    find: async (session, kind) => (await model.findById(`${session}/${kind}`).lean()) ?? undefined,
    async begin(check, aliveSince) {
      const free = {
        _id: check._id,
        $or: [{ state: { $ne: 'running' as const } }, { touchedAt: { $lt: aliveSince } }],
      };
      try {
        const result = await model.replaceOne(free, check, { upsert: true });
        return result.modifiedCount + result.upsertedCount === 1;
      } catch (error) {
        // It is there and running, so the upsert found nothing free and its own id taken.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async keep(_id, run, progress) {
      const change = { $set: progress };
      return (await model.updateOne({ _id, run, state: 'running' }, change)).matchedCount === 1;
    },
  };
}
