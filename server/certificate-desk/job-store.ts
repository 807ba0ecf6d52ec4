// The only user of the jobs' model.
import type { AuditActor } from '../audit/index.ts';
import { type ClientSession, type Connection, isDuplicateKey } from '../core/database.ts';
import { type IssueJob, jobModel } from './job-model.ts';

export interface JobStore {
  ensureIndexes(): Promise<void>;
  /** Stores a new job; rejects with E11000 when the session has a running one. */
  insert(job: IssueJob, transaction?: ClientSession): Promise<void>;
  listRunning(): Promise<IssueJob[]>;
  findRunning(session: string): Promise<IssueJob | undefined>;
  /** The newest job of a session. */
  findLatest(session: string): Promise<IssueJob | undefined>;
  /** A process takes the job up: what there is to do, and from when its rate counts. */
  resume(id: string, totals: Record<string, number>, at: Date): Promise<void>;
  /** So many documents were handled, so many of them made. */
  advance(id: string, handled: number, made: number, at: Date): Promise<void>;
  /** Staff ask while the platform's own run goes on: it becomes theirs. False when there is none. */
  takeOver(session: string, by: AuditActor, transaction: ClientSession): Promise<boolean>;
  /** Ends it; false when somebody else has asked since the job was read. */
  finish(job: IssueJob, at: Date): Promise<boolean>;
}

export { isDuplicateKey };

/** The store on this connection. */
export function createJobStore(connection: Connection): JobStore {
  const model = jobModel(connection);
  const running = { state: 'running' } as const;
  return {
    ensureIndexes: () => model.createIndexes(),
    async insert(job, session) {
      await model.insertMany([job], session ? { session } : {});
    },
    listRunning: () => model.find(running).sort({ startedAt: 1 }).lean(),
    findRunning: async (session) =>
      (await model.findOne({ session, ...running }).lean()) ?? undefined,
    findLatest: async (session) =>
      (await model.findOne({ session }).sort({ startedAt: -1 }).lean()) ?? undefined,
    async resume(_id, totals, at) {
      const now = { resumedAt: at, activeAt: at, handledSince: 0 };
      await model.updateOne({ _id, ...running }, { $set: { totals, ...now } });
    },
    async advance(_id, handled, made, at) {
      const change = { $set: { activeAt: at }, $inc: { handledSince: handled, made } };
      await model.updateOne({ _id, ...running }, change);
    },
    async takeOver(session, by, transaction) {
      const own = { session, ...running, 'by.kind': 'system' as const };
      const { modifiedCount } = await model.updateOne(
        own,
        { $set: { by } },
        { session: transaction },
      );
      return modifiedCount === 1;
    },
    async finish({ _id, by }, at) {
      const asked = { _id, ...running, 'by.kind': by.kind };
      const change = { $set: { state: 'done' as const, finishedAt: at } };
      return (await model.updateOne(asked, change)).modifiedCount === 1;
    },
  };
}
