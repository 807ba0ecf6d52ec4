// The only user of the notes' model: notes are added and read, never changed.
import type { ClientSession, Connection } from '../core/database.ts';
import { noteModel, type SessionNote } from './note-model.ts';

export interface NoteStore {
  ensureIndexes(): Promise<void>;
  add(note: SessionNote, transaction: ClientSession): Promise<void>;
  /** In the order in which they were written. */
  list(session: string): Promise<SessionNote[]>;
  /** The highest number; 0 without notes. */
  last(session: string): Promise<number>;
}

/** The store on this connection. */
export function createNoteStore(connection: Connection): NoteStore {
  const model = noteModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async add(note, session) {
      await model.insertMany([note], { session });
    },
    list: (session) => model.find({ session }).sort({ number: 1 }).lean(),
    async last(session) {
      const [newest] = await model.find({ session }).sort({ number: -1 }).limit(1).lean();
      return newest?.number ?? 0;
    },
  };
}
