// The page of the API: folded, and with an operation unfolded.
import type { PageState } from './page-state.ts';

export const STATES_OF_API: PageState[] = [
  { name: 'api', route: '/api', phase: 'scheduled', english: true },
  {
    name: 'api-rinci',
    route: '/api',
    phase: 'scheduled',
    async prepare(page) {
      await page.locator('#o-sessionPeople summary').click();
      await page.locator('#o-sessionPeople pre').first().waitFor();
    },
  },
];
