// The region sets that a campaign can choose from: those that ship, and those that campaigns have.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { parseRegions, type RegionStore } from '../regions/index.ts';

export type RegionSet = Campaign['regionSet'];

export interface RegionSets {
  /** The shipped one first; each once. */
  list(): Promise<RegionSet[]>;
  /** Finds one by its file, and stores a shipped one that no campaign had yet. */
  choose(file: string): Promise<RegionSet | undefined>;
}

const SHIPPED: readonly RegionSet[] = [
  {
    name: '270 daerah Pemilihan Kepala Daerah Serentak 2020',
    file: 'regions-2020.csv',
    boardLayout: 'indonesia-2020',
  },
];

/** The sets of this platform; `folder` holds the shipped files. */
export function createRegionSets(options: {
  campaigns: Pick<CampaignStore, 'list'>;
  regions: Pick<RegionStore, 'importSet' | 'list'>;
  folder: string;
}): RegionSets {
  const { campaigns, regions, folder } = options;
  const list = async () => {
    const used = (await campaigns.list()).map(({ regionSet }) => regionSet);
    return [...new Map([...used, ...SHIPPED].map((one) => [one.file, one])).values()].sort(
      (a, b) => Number(b.boardLayout !== null) - Number(a.boardLayout !== null),
    );
  };
  return {
    list,
    async choose(file) {
      const isShipped = SHIPPED.some((one) => one.file === file);
      if (isShipped && (await regions.list(file)).length === 0) {
        await regions.importSet(file, parseRegions(await readFile(join(folder, file), 'utf8')));
      }
      return (await list()).find((one) => one.file === file);
    },
  };
}
