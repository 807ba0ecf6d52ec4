// The pages of campaigns: the list, a new one, a clone, and one campaign's identity.
import { type PageState, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const CAMPAIGN = '/kendali/kampanye/:kampanye';
const own = ({ app }: PageWorld) => `/kendali/kampanye/${app.session().campaign}`;

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
  { name: 'kampanye-identitas', route: CAMPAIGN, phase: 'scheduled', ...staff, path: own },
];
