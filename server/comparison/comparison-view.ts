// What the page of a campaign's comparison shows, and the same rows as a file.
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import type { ExportTable, Words } from '../reports/index.ts';
import { type ComparedRegion, countsOf, GROUPS, type Group } from './comparison-rules.ts';
import type { CampaignComparison } from './comparison-service.ts';

/** What is asked for: a province by its code, and a group of regions. */
export interface ComparisonFilter {
  province: string | undefined;
  group: Group | undefined;
}

const pathOf = (campaign: string): string => `/kendali/kampanye/${campaign}/perbandingan`;

const inProvince = (regions: readonly ComparedRegion[], province: string | undefined) =>
  regions.filter((one) => province === undefined || one.provinceCode === province);

/** The regions of the filter; those of no session are in no group. */
export const filtered = (
  { regions }: CampaignComparison,
  { province, group }: ComparisonFilter,
): ComparedRegion[] =>
  inProvince(regions, province).filter((one) => group === undefined || one.group === group);

const queryOf = ({ province, group }: ComparisonFilter): string => {
  const query = new URLSearchParams({
    ...(province && { provinsi: province }),
    ...(group && { kelompok: group }),
  }).toString();
  return query && `?${query}`;
};

/** The view of templates/pages/comparison.hbs. */
export function comparisonView(
  comparison: CampaignComparison,
  filter: ComparisonFilter,
  words: Words,
) {
  const { campaign, held, older } = comparison;
  const path = pathOf(campaign.slug);
  const counts = countsOf(
    inProvince(comparison.regions, filter.province),
    comparison.sessions.map(({ id }) => ({ id, signingOpenedAt: undefined })),
  );
  const rows = filtered(comparison, filter);
  const provinces = [
    ...new Map(comparison.regions.map((one) => [one.provinceCode, one.province])),
  ].map(([code, name]) => ({ code, name, selected: code === filter.province }));
  return {
    ...{ path, older, campaign: campaign.name, tabs: campaignTabs(campaign.slug, 'comparison') },
    isEmpty: held.length === 0,
    isSingle: held.length === 1,
    sessions: held.map(({ title, date, slug, status }, place) => ({
      ...{ place: place + 1, title, day: date, slug },
      isRunning: status.endedAt === null,
      ...counts.sessions[place],
    })),
    groups: GROUPS.map((group) => ({
      ...{ group, label: words(`groups.${group}`), value: counts.groups[group] },
      total: counts.groups.all + counts.groups.some + counts.groups.none,
      href: `${path}${queryOf({ ...filter, group })}#daerah`,
      current: filter.group === group,
    })),
    provinces,
    province: provinces.find(({ selected }) => selected)?.name,
    ...{
      group: filter.group,
      allHref: `${path}${queryOf({ ...filter, group: undefined })}#daerah`,
    },
    csv: `${path}.csv${queryOf(filter)}`,
    found: rows.length,
    rows: rows.map(({ name, province, standings }) => ({
      ...{ name, province },
      cells: standings.map((standing) => ({ standing, text: words(`standings.${standing}`) })),
    })),
  };
}

/** The same rows as a table for export: a column for each session. */
export function comparisonTable(
  comparison: CampaignComparison,
  filter: ComparisonFilter,
  words: Words,
): ExportTable {
  const text = (header: string, width = 24) => ({ header, kind: 'text' as const, width });
  return {
    name: words('file'),
    columns: [
      ...['regionCode', 'region', 'province', 'group'].map((key) => text(words(`columns.${key}`))),
      ...comparison.held.map(({ title, date }) => text(`${title} (${date})`, 30)),
    ],
    rows: filtered(comparison, filter).map(({ code, name, province, group, standings }) => [
      ...[code, name, province, group ? words(`groups.${group}`) : ''],
      ...standings.map((standing) => words(`standings.${standing}`)),
    ]),
  };
}
