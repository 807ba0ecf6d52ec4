// The only user of the sessions' model.
import type { CampaignIdentity } from '../campaigns/index.ts';
import type { ClientSession, Connection } from '../core/database.ts';
import type { WatchedStream } from '../core/guard-stream.ts';
import { type SessionDocument, sessionModel } from './session-model.ts';

/** What staff plan; everything else of a session is what it is or what happened. */
export type SessionPlan = Pick<
  SessionDocument,
  | 'title'
  | 'mode'
  | 'place'
  | 'date'
  | 'startsAt'
  | 'endsAt'
  | 'isDefault'
  | 'timesArePlaceholders'
  | 'attendanceRule'
  | 'signingRule'
  | 'certificateRule'
  | 'agenda'
  | 'speakers'
  | 'declaration'
  | 'consent'
  | 'planVersion'
>;

/** What a step changes beside the status. */
export type BesideStatus = Pick<SessionDocument, 'itemMoments' | 'lastStep'>;

export interface SessionStore {
  ensureIndexes(): Promise<void>;
  insertIfMissing(session: SessionDocument): Promise<void>;
  /** Rejects with E11000 when its slug is taken. */
  insert(session: SessionDocument, transaction: ClientSession): Promise<void>;
  find(id: string, session?: ClientSession): Promise<SessionDocument | undefined>;
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
  /**
   * Changes what is planned if the status is still at `version`, and counts the status up: whoever
   * decided on the plan before is told. False when somebody was faster.
   */
  replacePlan(
    id: string,
    version: number,
    plan: Partial<SessionPlan>,
    session: ClientSession,
  ): Promise<boolean>;
  /** The sessions of a campaign as the transaction sees them. */
  listOf(campaign: string, session: ClientSession): Promise<SessionDocument[]>;
  /** Its sessions that are over keep this identity from now on, where they have none yet. */
  keepIdentity(campaign: string, identity: CampaignIdentity, session: ClientSession): Promise<void>;
  /** Removes a session at that version of its status; false when it has changed. */
  remove(id: string, version: number, session: ClientSession): Promise<boolean>;
  /** Opens a stream that tells of each inserted or changed session, and of removed ones. */
  watch(
    onChange: (session: SessionDocument) => void,
    onRemove?: (id: string) => void,
  ): WatchedStream;
}

/** Of the driver's events, what is looked at. */
interface SessionEvent {
  operationType: string;
  fullDocument?: SessionDocument;
  documentKey: { _id: string };
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
    find: async (id, session) =>
      (await model.findById(id, null, session ? { session } : {}).lean()) ?? undefined,
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
    async replacePlan(id, version, plan, session) {
      const result = await model.updateOne(
        { _id: id, 'status.version': version },
        { $set: { ...plan, 'status.version': version + 1 } },
        { session },
      );
      return result.modifiedCount === 1;
    },
    listOf: (campaign, session) =>
      model.find({ campaign }, null, { session }).sort({ date: 1, _id: 1 }).lean(),
    async keepIdentity(campaign, identity, session) {
      const over = {
        ...{ campaign, identity: { $exists: false } },
        'status.session': { $in: ['ended' as const, 'archived' as const] },
      };
      // Counted, so that every process takes it over.
      const change = { $set: { identity }, $inc: { 'status.version': 1 } };
      await model.updateMany(over, change, { session });
    },
    async remove(id, version, session) {
      const filter = { _id: id, 'status.version': version };
      return (await model.deleteOne(filter, { session })).deletedCount === 1;
    },
    watch(onChange, onRemove) {
      const stream = model.watch([], { fullDocument: 'updateLookup' });
      stream.on('change', (event: SessionEvent) => {
        if (event.fullDocument) onChange(event.fullDocument);
        else if (event.operationType === 'delete') onRemove?.(event.documentKey._id);
      });
      return stream;
    },
  };
}
