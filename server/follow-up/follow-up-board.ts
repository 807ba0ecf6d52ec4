// The board of who has and who has not: every region of a campaign with its circular, and whether it
// signed in the campaign's newest session. Pure.

import type { Region } from '../regions/index.ts';
import type { ExportTable } from '../reports/index.ts';
import type { Circular } from './circular-model.ts';
import type { Say } from './circular-services.ts';

/** What the list is narrowed to: issued, not issued, not signed. */
export const GROUPS = ['ada', 'belum', 'tanpa-ikrar'] as const;
export type Group = (typeof GROUPS)[number];

export interface BoardFilter {
  /** A province's code. */
  province: string | undefined;
  group: Group | undefined;
}

export interface FollowedRegion extends Region {
  circular: Circular | undefined;
  /** undefined: signing has not been opened yet. */
  signed: boolean | undefined;
}

/** Every region in the order of its set. */
export const followedRegions = (
  regions: readonly Region[],
  standing: ReadonlyMap<string, Circular>,
  signed: ReadonlySet<string> | undefined,
): FollowedRegion[] =>
  regions.map((region) => ({
    ...region,
    circular: standing.get(region.code),
    signed: signed?.has(region.code),
  }));

const fits = ({ circular, signed }: FollowedRegion, group: Group | undefined): boolean => {
  if (group === 'ada') return circular !== undefined;
  if (group === 'belum') return circular === undefined;
  return group === undefined || signed === false;
};

/** The regions of the filter. */
export const filtered = (
  all: readonly FollowedRegion[],
  { province, group }: BoardFilter,
): FollowedRegion[] =>
  all.filter(
    (one) => (province === undefined || one.provinceCode === province) && fits(one, group),
  );

/** Rows under their provinces, in their order. */
export function byProvince<T extends { provinceCode: string; province: string }>(
  rows: readonly T[],
): { code: string; name: string; rows: T[] }[] {
  const provinces = new Map<string, { code: string; name: string; rows: T[] }>();
  for (const row of rows) {
    const { provinceCode: code, province: name } = row;
    const known = provinces.get(code);
    if (known) known.rows.push(row);
    else provinces.set(code, { code, name, rows: [row] });
  }
  return [...provinces.values()];
}

/** Counts over these regions. */
export function countsOf(all: readonly FollowedRegion[]) {
  const issued = all.filter(({ circular }) => circular !== undefined).length;
  const signed = all.filter((one) => one.signed === true).length;
  return { total: all.length, issued, missing: all.length - issued, signed };
}

/** The part of an address that asks for a filter. */
export const queryOf = ({ province, group }: BoardFilter): string => {
  const query = new URLSearchParams({
    ...(province && { provinsi: province }),
    ...(group && { keadaan: group }),
  }).toString();
  return query && `?${query}`;
};

/** The same rows as a table for export. */
export function followUpTable(rows: readonly FollowedRegion[], say: Say): ExportTable {
  const keys = ['code', 'region', 'province', 'signed', 'circular', 'number', 'date', 'filed'];
  return {
    name: say('file'),
    columns: keys.map((key) => ({
      ...{ header: say(`columns.${key}`), width: 24 },
      kind: key === 'filed' ? ('moment' as const) : ('text' as const),
    })),
    rows: rows.map(({ code, name, province, circular, signed }) => [
      ...[code, name, province, signed === undefined ? '' : say(signed ? 'yes' : 'no')],
      ...[say(circular ? 'yes' : 'no'), circular?.number ?? '', circular?.date ?? ''],
      circular?.at.getTime() ?? null,
    ]),
  };
}
