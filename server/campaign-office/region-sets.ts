// The region sets that a campaign can choose from: those that ship, those that campaigns have, and
// those that staff brought. A set never changes: another list of regions is another set.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit } from '../audit/index.ts';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import {
  type BroughtRegionSet,
  parseRegions,
  type Region,
  type RegionSetStore,
  type RegionStore,
} from '../regions/index.ts';

export type RegionSet = Campaign['regionSet'];
export interface RegionSetEntry extends RegionSet {
  /** Who brought it and when; a shipped one has nobody. */
  brought?: Pick<BroughtRegionSet, 'by' | 'at'>;
}

export interface RegionSets {
  /** Each once; the newest that staff brought first, then those with a map. */
  list(): Promise<RegionSetEntry[]>;
  /** Without storing anything; empty for an unknown one. */
  regionsOf(file: string): Promise<Region[]>;
  /** Finds one by its file, and stores a shipped one that no campaign had yet. */
  choose(file: string): Promise<RegionSet | undefined>;
  /** Stores a checked set; the same regions under the same name are the same set. */
  add(set: { name: string; regions: Region[] }, by: Actor): Promise<string>;
}

const SHIPPED: readonly RegionSet[] = [
  {
    name: '270 daerah Pemilihan Kepala Daerah Serentak 2020',
    file: 'regions-2020.csv',
    boardLayout: 'indonesia-2020',
  },
];

interface Options {
  database: Database;
  stores: { campaigns: Pick<CampaignStore, 'list'>; regions: RegionStore; sets: RegionSetStore };
  audit: Audit;
  clock: Clock;
  /** Of the shipped files. */
  folder: string;
}

/** The sets of this platform. */
export function createRegionSets(options: Options): RegionSets {
  const { stores, folder } = options;
  const list = async (): Promise<RegionSetEntry[]> => {
    const used = (await stores.campaigns.list()).map(({ regionSet }) => regionSet);
    const brought = (await stores.sets.list()).map(entryOf);
    const others = [...used, ...SHIPPED].toSorted((a, b) => Number(hasMap(b)) - Number(hasMap(a)));
    const all = new Map<string, RegionSetEntry>(brought.map((one) => [one.file, one]));
    for (const one of others) if (!all.has(one.file)) all.set(one.file, one);
    return [...all.values()];
  };
  const shipped = async (file: string): Promise<Region[]> =>
    SHIPPED.some((one) => one.file === file)
      ? parseRegions(await readFile(join(folder, file), 'utf8'))
      : [];
  const regionsOf = async (file: string) => {
    const stored = await stores.regions.list(file);
    return stored.length > 0 ? stored : shipped(file);
  };
  return {
    list,
    regionsOf,
    async choose(file) {
      const found = (await list()).find((one) => one.file === file);
      if (!found) return undefined;
      if ((await stores.regions.list(file)).length === 0) {
        await stores.regions.importSet(file, await shipped(file));
      }
      return { name: found.name, file: found.file, boardLayout: found.boardLayout };
    },
    add: (set, by) => addSet(set, by, options),
  };
}

const hasMap = ({ boardLayout }: RegionSet): boolean => boardLayout !== null;

const entryOf = ({ _id, name, by, at }: BroughtRegionSet): RegionSetEntry => ({
  ...{ name, file: _id, boardLayout: null },
  brought: { by, at },
});

/** Its name is made from what it says, so that a file sent twice makes one set. */
const fileOf = (set: { name: string; regions: Region[] }): string =>
  `daerah-${createHash('sha256').update(JSON.stringify(set)).digest('hex').slice(0, 16)}.csv`;

async function addSet(
  set: { name: string; regions: Region[] },
  by: Actor,
  { database, stores, audit, clock }: Options,
): Promise<string> {
  const file = fileOf(set);
  if ((await stores.sets.list()).some(({ _id }) => _id === file)) return file;
  const count = set.regions.length;
  await database.transaction(async (transaction) => {
    const one = { _id: file, name: set.name, count, by: by.actor.label, at: clock.now() };
    await stores.sets.insert(one, transaction);
    await stores.regions.importSet(file, set.regions, transaction);
    const data = { set: file, regions: count };
    await audit.write({ event: 'regions.brought', data, ...by }, transaction);
  });
  return file;
}
