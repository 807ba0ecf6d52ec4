// The page of keys: for staff, for nobody else, and within a session.
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';

const route = '/kendali/kunci';

export const STATES_OF_KEYS: PageState[] = [
  { name: 'kunci', route, phase: 'scheduled', ...staff, english: true },
  {
    name: 'kunci-acara',
    route,
    phase: 'signing',
    ...staff,
    path: ({ app }) => `${route}?sesi=${app.session().slug}`,
  },
  { name: 'kunci-tamu', route, phase: 'scheduled' },
];
