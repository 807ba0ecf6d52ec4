// The connection test before and after it has run.
import type { Page } from 'playwright-core';
import type { PageState } from './page-state.ts';

const run = async (page: Page) => {
  await page.locator('[data-mulai]').click();
  await page.locator('[data-hasil]:not([hidden])').waitFor({ timeout: 50_000 });
};

export const STATES_OF_LINE: PageState[] = [
  { name: 'uji-sambungan', route: '/uji-sambungan', phase: 'scheduled', english: true },
  { name: 'uji-sambungan-hasil', route: '/uji-sambungan', phase: 'scheduled', prepare: run },
];
