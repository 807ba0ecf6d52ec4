// The regions domain: region sets from CSV, read by campaign.
export { parseRegions } from './region-csv.ts';
export type { Region } from './region-model.ts';
export {
  type BadRegionRow,
  findRegionColumns,
  judgeRegionRows,
  REGION_PROBLEMS,
} from './region-rows.ts';
export {
  type BroughtRegionSet,
  createRegionSetStore,
  type RegionSetStore,
} from './region-set-store.ts';
export { createRegionStore, type RegionStore } from './region-store.ts';
