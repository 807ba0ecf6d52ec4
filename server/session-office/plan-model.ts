// Earlier plans of a session: what it was before each change, who made the change and when.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import type { PlanContent, PlanSection } from './plan-content.ts';

/** `_id` is `<session>/<version>`; append-only. The plan that nobody has changed has no author. */
export interface KeptPlan {
  _id: string;
  schemaVersion: number;
  session: string;
  version: number;
  section: PlanSection | null;
  by: AuditActor | null;
  at: Date;
  content: PlanContent;
}

const schema = new Schema<KeptPlan>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    session: { type: String, required: true },
    version: { type: Number, required: true },
    section: { type: String, default: null },
    by: { type: Schema.Types.Mixed, default: null },
    at: { type: Date, required: true },
    content: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'session_plans', versionKey: false, minimize: false },
);
schema.index({ session: 1, version: 1 }, { unique: true });

/** The kept plans' model on this connection. */
export const keptPlanModel = (connection: Connection): Model<KeptPlan> =>
  connection.models.KeptPlan ?? connection.model<KeptPlan>('KeptPlan', schema);
