// Region sets that staff brought: what a set is called and who brought it. Its regions lie beside
// those of the shipped sets; neither ever changes.
import { type Connection, type Model, Schema } from 'mongoose';
import type { ClientSession } from '../core/database.ts';

/** `_id` is the name under which campaigns and regions know the set, like a shipped file's. */
export interface BroughtRegionSet {
  _id: string;
  name: string;
  count: number;
  by: string;
  at: Date;
}

export interface RegionSetStore {
  insert(set: BroughtRegionSet, transaction: ClientSession): Promise<void>;
  /** The newest first. */
  list(): Promise<BroughtRegionSet[]>;
}

const text = { type: String, required: true } as const;
const schema = new Schema<BroughtRegionSet>(
  { _id: text, name: text, count: { type: Number, required: true }, by: text, at: Date },
  { collection: 'region_sets', versionKey: false },
);

const regionSetModel = (connection: Connection): Model<BroughtRegionSet> =>
  connection.models.RegionSet ?? connection.model<BroughtRegionSet>('RegionSet', schema);

/** The store on this connection; the only user of its model. */
export function createRegionSetStore(connection: Connection): RegionSetStore {
  const model = regionSetModel(connection);
  return {
    async insert(set, session) {
      await model.insertMany([set], { session });
    },
    list: () => model.find().sort({ at: -1 }).lean(),
  };
}
