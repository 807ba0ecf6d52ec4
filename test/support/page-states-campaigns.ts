// The pages of campaigns: the list, a new one, a clone, and one campaign's identity.
import { type PageState, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const CAMPAIGN = '/kendali/kampanye/:kampanye';
const own = ({ app }: PageWorld) => `/kendali/kampanye/${app.session().campaign}`;

const SEATS = `${CAMPAIGN}/kursi`;
const REGIONS = `${CAMPAIGN}/daerah`;
const regions = (world: PageWorld) => `${own(world)}/daerah`;

export const STATES_OF_CAMPAIGNS: PageState[] = [
  { name: 'kampanye', route: '/kendali/kampanye', phase: 'scheduled', ...staff },
  { name: 'kampanye-baru', route: '/kendali/kampanye-baru', phase: 'scheduled', ...staff },
  {
    name: 'kampanye-salin',
    route: '/kendali/kampanye-baru',
    phase: 'scheduled',
    ...staff,
    path: ({ app }) => `/kendali/kampanye-baru?dari=${app.session().campaign}`,
  },
  { name: 'kampanye-daerah', route: REGIONS, phase: 'scheduled', ...staff, path: regions },
  {
    name: 'kampanye-daerah-pilih',
    route: REGIONS,
    phase: 'scheduled',
    ...staff,
    path: (world) => `${regions(world)}?set=regions-2024-sample.csv`,
  },
  {
    name: 'kampanye-jabatan',
    route: SEATS,
    phase: 'scheduled',
    ...staff,
    path: (world) => `${own(world)}/kursi`,
  },
  {
    name: 'kampanye-jabatan-berlangsung',
    route: SEATS,
    phase: 'doors',
    ...staff,
    path: (world) => `${own(world)}/kursi`,
  },
  { name: 'kampanye-daerah-terkunci', route: REGIONS, phase: 'doors', ...staff, path: regions },
  { name: 'kampanye-identitas', route: CAMPAIGN, phase: 'scheduled', ...staff, path: own },
];
