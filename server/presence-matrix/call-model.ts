// The collection `region_calls`: that a region was telephoned, by whom, and what was said.
import { type Connection, type Model, Schema } from 'mongoose';

/** Append-only: a region's calls are numbered from 1, and the highest is the last one. */
export interface RegionCall {
  _id: string;
  session: string;
  region: string;
  number: number;
  note: string;
  by: { id: string; label: string };
  at: Date;
}

const text = { type: String, required: true } as const;
const schema = new Schema<RegionCall>(
  {
    _id: text,
    session: text,
    region: text,
    number: { type: Number, required: true },
    note: { type: String, default: '' },
    by: { _id: false, id: text, label: text },
    at: { type: Date, required: true },
  },
  { collection: 'region_calls', versionKey: false },
);
// Of two operators who mark the same region at once, one comes second and is told so.
schema.index({ session: 1, region: 1, number: 1 }, { unique: true });

/** The calls' model on this connection. */
export const regionCallModel = (connection: Connection): Model<RegionCall> =>
  connection.models.RegionCall ?? connection.model<RegionCall>('RegionCall', schema);
