// How long a campaign keeps what is personal: one rule a campaign, counted by its revisions.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';
import { ERASE_GROUPS, type EraseGroup } from './inventory-shape.ts';

/** `_id` is the campaign. `months` 0: nothing is erased by itself. */
export interface RetentionRule {
  _id: string;
  /** Counts up with every change. */
  revision: number;
  /** After the end of the campaign's last session. */
  months: number;
  groups: EraseGroup[];
  by: AuditActor;
  at: Date;
}

const schema = new Schema<RetentionRule>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    months: { type: Number, required: true },
    groups: { type: [{ type: String, enum: ERASE_GROUPS }], required: true },
    by: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'retention_rules', versionKey: false },
);

/** The rules' model on this connection. */
export const retentionModel = (connection: Connection): Model<RetentionRule> =>
  connection.models.RetentionRule ?? connection.model<RetentionRule>('RetentionRule', schema);
