// Which clauses an official has ticked, and when: one document per registration.
import { type Connection, type Model, Schema } from 'mongoose';

/**
 * `ticks` maps a clause's number (from 1) to the server's moment of the first tick, `together` says
 * of the same tick whether that clause was the one being read when it came.
 */
export interface Reading {
  /** The registration's id. */
  _id: string;
  session: string;
  ticks: Record<string, Date>;
  together: Record<string, boolean>;
}

const schema = new Schema<Reading>(
  {
    _id: { type: String, required: true },
    session: { type: String, required: true },
    ticks: { type: Schema.Types.Mixed, default: {} },
    together: { type: Schema.Types.Mixed, default: {} },
  },
  { collection: 'readings', versionKey: false, minimize: false },
);
schema.index({ session: 1 });

/** The readings' model on this connection. */
export const readingModel = (connection: Connection): Model<Reading> =>
  connection.models.Reading ?? connection.model<Reading>('Reading', schema);
