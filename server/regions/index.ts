// The regions domain: region sets from CSV, read by campaign.
export { parseRegions } from './region-csv.ts';
export type { Region } from './region-model.ts';
export { createRegionStore, type RegionStore } from './region-store.ts';
