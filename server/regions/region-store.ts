// The only user of the regions' model. Region sets never change, so each is read once.
import type { ClientSession, Connection } from '../core/database.ts';
import { type Region, regionModel } from './region-model.ts';

export interface RegionStore {
  ensureIndexes(): Promise<void>;
  /** Stores a set; storing it again changes nothing. */
  importSet(set: string, regions: Region[], transaction?: ClientSession): Promise<void>;
  /** The set's regions in the order of their tiles; empty for an unknown set. */
  list(set: string): Promise<Region[]>;
}

export function createRegionStore(connection: Connection): RegionStore {
  const model = regionModel(connection);
  const cache = new Map<string, Region[]>();
  return {
    ensureIndexes: () => model.createIndexes(),
    async importSet(set, regions, session) {
      await model.bulkWrite(
        regions.map((region) => ({
          updateOne: {
            filter: { _id: `${set}:${region.code}` },
            update: { $setOnInsert: { set, ...region } },
            upsert: true,
          },
        })),
        { ordered: false, ...(session && { session }) },
      );
      cache.delete(set);
    },
    async list(set) {
      const known = cache.get(set);
      if (known) return known;
      const regions = await model.find({ set }, { _id: 0, set: 0 }).sort({ ordinal: 1 }).lean();
      if (regions.length > 0) cache.set(set, regions);
      return regions;
    },
  };
}
