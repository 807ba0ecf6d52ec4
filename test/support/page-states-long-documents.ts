// Staff's page of the documents of many rows: before the end, after it, and an empty search.
import { type PageState, staff } from './page-state.ts';

const route = '/kendali/dokumen';

export const STATES_OF_LONG_DOCUMENTS: PageState[] = [
  { name: 'dokumen-sebelum', route, phase: 'scheduled', ...staff },
  { name: 'dokumen', route, phase: 'ended', ...staff },
  {
    name: 'dokumen-tak-ada',
    route,
    phase: 'ended',
    path: () => `${route}?cari=zzzz`,
    ...staff,
  },
];
