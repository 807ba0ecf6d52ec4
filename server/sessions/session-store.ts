// The only user of the sessions' model.
import type { ClientSession, Connection } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { type SessionDocument, sessionModel } from './session-model.ts';

/** What a step changes beside the status. */
export type BesideStatus = Pick<SessionDocument, 'itemMoments' | 'lastStep'>;

export interface SessionStore {
  ensureIndexes(): Promise<void>;
  insertIfMissing(session: SessionDocument): Promise<void>;
  /** Rejects with E11000 when its slug is taken. */
  insert(session: SessionDocument, transaction: ClientSession): Promise<void>;
  find(id: string): Promise<SessionDocument | undefined>;
  findBySlug(slug: string): Promise<SessionDocument | undefined>;
  list(): Promise<SessionDocument[]>;
  /**
   * Replaces the status, and what else changes with it, if its version is still `version`; false
   * when somebody was faster.
   */
  replaceStatus(
    id: string,
    version: number,
    status: SessionDocument['status'],
    session?: ClientSession,
    beside?: BesideStatus,
  ): Promise<boolean>;
  /** Opens a stream that calls `onChange` with each inserted or changed session. */
  watch(onChange: (session: SessionDocument) => void): WatchedStream;
}

export function createSessionStore(connection: Connection): SessionStore {
  const model = sessionModel(connection);
  return {
    ensureIndexes: () => model.createIndexes(),
    async insertIfMissing({ _id, ...rest }) {
      await model.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
    },
    async insert(document, session) {
      await model.insertMany([document], { session });
    },
    find: async (id) => (await model.findById(id).lean()) ?? undefined,
    findBySlug: async (slug) => (await model.findOne({ slug }).lean()) ?? undefined,
    list: () => model.find().sort({ date: 1, _id: 1 }).lean(),
    async replaceStatus(id, version, status, session, beside = {}) {
      const result = await model.updateOne(
        { _id: id, 'status.version': version },
        { $set: { status, ...beside } },
        { ...(session && { session }) },
      );
      return result.modifiedCount === 1;
    },
    watch(onChange) {
      const stream = model.watch([], { fullDocument: 'updateLookup' });
      stream.on('change', (event: { fullDocument?: SessionDocument }) => {
        if (event.fullDocument) onChange(event.fullDocument);
      });
      return stream;
    },
  };
}
