// A request to issue what a session owes: begun once, gone on with by whichever process lives.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

export interface IssueJob {
  _id: string;
  schemaVersion: number;
  session: string;
  by: AuditActor;
  startedAt: Date;
  /** One running job a session, by a partial unique index. */
  state: 'running' | 'done';
  /** What is issued or due, by kind, counted when a process last took it up. */
  totals: Record<string, number>;
  /** Files made under this job, by all processes. */
  made: number;
  /** When a process last took it up, and what was made and had failed since. */
  resumedAt: Date | null;
  handledSince: number;
  /** The last sign of life of the process that works at it. */
  activeAt: Date | null;
  finishedAt: Date | null;
}

const actor = { _id: false, kind: String, id: String, label: String };
const schema = new Schema<IssueJob>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    session: { type: String, required: true },
    by: { type: actor, required: true },
    startedAt: { type: Date, required: true },
    state: { type: String, enum: ['running', 'done'], required: true },
    totals: { type: Schema.Types.Mixed, required: true },
    made: { type: Number, required: true },
    resumedAt: { type: Date, default: null },
    handledSince: { type: Number, required: true },
    activeAt: { type: Date, default: null },
    finishedAt: { type: Date, default: null },
  },
  { collection: 'issue_jobs', versionKey: false, minimize: false },
);
schema.index(
  { session: 1 },
  { unique: true, partialFilterExpression: { state: 'running' }, name: 'one_running' },
);
schema.index({ session: 1, startedAt: -1 });

/** The jobs' model on this connection. */
export const jobModel = (connection: Connection): Model<IssueJob> =>
  connection.models.IssueJob ?? connection.model<IssueJob>('IssueJob', schema);
