// What the page "Daerah" shows: the campaign's set by province, the others to choose from, and the
// bad rows of a file that was sent.
import type { Campaign } from '../campaigns/index.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import type { BadRegionRow, Region } from '../regions/index.ts';
import type { PlaceLocks } from './place-service.ts';
import type { RegionSetEntry } from './region-sets.ts';

/** Bad rows on the page. */
const BAD_SHOWN = 200;

export interface RegionPageState {
  campaign: Campaign;
  regions: Region[];
  sets: RegionSetEntry[];
  locks: PlaceLocks;
  isPast: boolean;
  /** Another set that is looked at before it is chosen. */
  preview?: { set: RegionSetEntry; regions: Region[] } | undefined;
  /** The rows of a file that can't be taken. */
  bad?: BadRegionRow[];
  /** Why a file or a change was refused. */
  refused?: string;
  /** What was typed as the name of a file's set. */
  typedName?: string;
  isSaved?: boolean;
}

const figuresOf = (regions: Region[]) => {
  const count = (level: string) => regions.filter((region) => region.level === level).length;
  return {
    regions: regions.length,
    provinces: new Set(regions.map(({ provinceCode }) => provinceCode)).size,
    ...{ provincial: count('provinsi'), regencies: count('kabupaten'), cities: count('kota') },
  };
};

/** Regions in the order of the board, each province with its own. */
const byProvince = (regions: Region[]) => {
  const provinces = new Map<string, { name: string; regions: string[] }>();
  for (const { provinceCode, province, name } of regions) {
    const known = provinces.get(provinceCode) ?? { name: province, regions: [] };
    known.regions.push(name);
    provinces.set(provinceCode, known);
  }
  return [...provinces.values()].map(({ name, regions: names }) => ({
    ...{ name, count: names.length, regions: names.join(', ') },
  }));
};

const setView = (set: RegionSetEntry, regions: Region[]) => ({
  file: set.file,
  name: set.name,
  hasMap: set.boardLayout !== null,
  figures: figuresOf(regions),
  provinces: byProvince(regions),
});

/** How the chosen set differs from the one that is used now. */
const differenceOf = (now: Region[], next: Region[]) => {
  const [before, after] = [now, next].map((list) => new Set(list.map(({ code }) => code)));
  return {
    added: next.filter(({ code }) => !before?.has(code)).length,
    gone: now.filter(({ code }) => !after?.has(code)).length,
  };
};

/** The view of templates/pages/campaign-regions.hbs. */
export function regionView(
  state: RegionPageState,
  reasonOf: (row: BadRegionRow) => string,
  mayChange: boolean,
) {
  const { campaign, regions, sets, locks, preview, bad = [] } = state;
  const registered = [...locks.registrations.values()].reduce((sum, count) => sum + count, 0);
  return {
    id: campaign._id,
    campaign: campaign.name,
    host: campaign.host.name,
    tabs: campaignTabs(campaign._id, 'regions'),
    version: campaign.version,
    set: setView(campaign.regionSet, regions),
    isPast: state.isPast,
    isViewer: !mayChange,
    isRunning: locks.isRunning,
    registered,
    mayChange: mayChange && !state.isPast && !locks.isRunning && registered === 0,
    isSaved: state.isSaved,
    refused: state.refused,
    typedName: state.typedName,
    preview: preview && {
      ...setView(preview.set, preview.regions),
      ...differenceOf(regions, preview.regions),
    },
    sets: sets
      .filter(({ file }) => file !== campaign.regionSet.file && file !== preview?.set.file)
      .map(({ file, name, brought }) => ({
        ...{ file, name },
        brought: brought && { by: brought.by, at: brought.at.toISOString() },
      })),
    bad: bad.slice(0, BAD_SHOWN).map((row) => ({ line: row.line, reason: reasonOf(row) })),
    badCount: bad.length,
    hasMoreBad: bad.length > BAD_SHOWN,
    badShown: BAD_SHOWN,
  };
}
