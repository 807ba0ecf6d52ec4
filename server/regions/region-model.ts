// A region of a region set, as it is stored. A set is data: it comes from CSV and never changes.
import { type Connection, type Model, Schema } from 'mongoose';

/** `code` is the Kemendagri code; `ordinal` is the region's place in its set, from 0. */
export interface Region {
  code: string;
  level: string;
  name: string;
  provinceCode: string;
  province: string;
  timezone: string;
  ordinal: number;
}
export interface RegionDocument extends Region {
  _id: string;
  set: string;
}

const text = { type: String, required: true } as const;
const schema = new Schema<RegionDocument>(
  {
    _id: text,
    set: text,
    code: text,
    level: text,
    name: text,
    provinceCode: text,
    province: text,
    timezone: text,
    ordinal: { type: Number, required: true },
  },
  { collection: 'regions', versionKey: false },
);
schema.index({ set: 1, code: 1 }, { unique: true });

/** The regions' model on this connection. */
export const regionModel = (connection: Connection): Model<RegionDocument> =>
  connection.models.Region ?? connection.model<RegionDocument>('Region', schema);
