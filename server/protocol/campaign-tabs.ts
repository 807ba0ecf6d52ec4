// The pages of a campaign in the order of their tabs. Whoever builds one adds its path to the built
// ones; until then no tab leads to it.

const TABS = [
  { key: 'identity', path: '' },
  { key: 'regions', path: '/daerah' },
  { key: 'seats', path: '/kursi' },
  { key: 'sessions', path: '/acara' },
  { key: 'declaration', path: '/ikrar' },
  { key: 'follow-up', path: '/tindak-lanjut' },
  { key: 'reporting', path: '/bawaslu' },
  { key: 'library', path: '/perpustakaan' },
  { key: 'comparison', path: '/perbandingan' },
  { key: 'privacy', path: '/data-pribadi' },
] as const;

/** Paths below `/kendali/kampanye/<campaign>` that there is a page for. */
export const BUILT_TABS: readonly string[] = [
  // A line each: several people add theirs at the same time.
  '',
  '/daerah',
  '/kursi',
  '/acara',
  '/ikrar',
  '/tindak-lanjut',
  '/bawaslu',
  '/perpustakaan',
  '/perbandingan',
  '/data-pribadi',
];

export type CampaignTab = (typeof TABS)[number]['key'];

export interface CampaignTabView {
  key: CampaignTab;
  href: string;
  isCurrent: boolean;
}

/** What `templates/partials/campaign-tabs.hbs` draws as `tabs`; `campaign` is its slug. */
export const campaignTabs = (campaign: string, current: CampaignTab): CampaignTabView[] =>
  TABS.filter(({ path }) => BUILT_TABS.includes(path)).map(({ key, path }) => ({
    key,
    href: `/kendali/kampanye/${campaign}${path}`,
    isCurrent: key === current,
  }));
