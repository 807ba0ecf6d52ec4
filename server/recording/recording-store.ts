// The only user of the recordings' model.
import type { ClientSession, Connection } from '../core/database.ts';
import { isDuplicateKey } from '../core/database.ts';
import { type Recording, recordingModel } from './recording-model.ts';

/** What becomes of a recording; one that is over is no longer open. */
export type RecordingChange = Partial<
  Pick<Recording, 'egress' | 'state' | 'stoppedAt' | 'file' | 'problem'>
>;

export interface RecordingStore {
  ensureIndexes(): Promise<void>;
  /** False when another recording of the session is open. */
  insert(recording: Recording, transaction: ClientSession): Promise<boolean>;
  findOpen(session: string): Promise<Recording | undefined>;
  listOpen(): Promise<Recording[]>;
  /** Newest first. */
  latest(session: string, limit: number): Promise<Recording[]>;
  /** Changes a recording that is still open and in `from`; false when it is no longer. */
  change(
    id: string,
    from: Recording['state'],
    change: RecordingChange,
    transaction?: ClientSession,
  ): Promise<boolean>;
}

const OVER: readonly Recording['state'][] = ['done', 'failed', 'lost'];

export function createRecordingStore(connection: Connection): RecordingStore {
  const model = recordingModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(recording, transaction) {
      try {
        await model.insertMany([recording], { session: transaction });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    findOpen: async (session) => (await model.findOne({ session, open: true }).lean()) ?? undefined,
    listOpen: () => model.find({ open: true }).lean(),
    latest: (session, limit) => model.find({ session }).sort({ startedAt: -1 }).limit(limit).lean(),
    async change(id, from, change, transaction) {
      const isOver = change.state !== undefined && OVER.includes(change.state);
      const result = await model.updateOne(
        { _id: id, state: from, open: true },
        { $set: change, ...(isOver && { $unset: { open: 1 } }) },
        { ...(transaction && { session: transaction }) },
      );
      return result.matchedCount === 1;
    },
  };
}
