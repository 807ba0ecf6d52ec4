// What staff ticked by hand before an event: one document a session and item.
import { type Connection, type Model, Schema } from 'mongoose';
import type { HandItem } from '../protocol/readiness.ts';

/** `_id` is `<session>:<item>`, so that an item is ticked once. */
export interface ReadinessTick {
  _id: string;
  session: string;
  item: HandItem;
  /** Who ticked it, as the control room names them. */
  by: string;
  at: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<ReadinessTick>(
  { _id: text, session: text, item: text, by: text, at: { type: Date, required: true } },
  { collection: 'readiness_ticks', versionKey: false },
);
schema.index({ session: 1 });

/** The ticks' model on this connection. */
export const readinessTickModel = (connection: Connection): Model<ReadinessTick> =>
  connection.models.ReadinessTick ?? connection.model<ReadinessTick>('ReadinessTick', schema);
