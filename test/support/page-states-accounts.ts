// Pages of staff accounts: the second step, recovery, one's own account, what is shown once.
import type { Page } from 'playwright-core';
import { type PageState, staff } from './page-state.ts';

const SELF = '/kendali/saya';
const press = (action: string) => (page: Page) =>
  page.locator(`form[action$="${action}"] button`).first().click();

export const STATES_OF_ACCOUNTS: PageState[] = [
  { name: 'saya', route: SELF, phase: 'scheduled', ...staff, english: true },
  { name: 'saya-tamu', route: SELF, phase: 'scheduled' },
  {
    name: 'saya-token',
    route: SELF,
    phase: 'scheduled',
    ...staff,
    async prepare(page) {
      await page.locator('[name=scopes]').first().check();
      await press('/saya/token')(page);
      await page.locator('[data-salin]').waitFor();
    },
  },
  {
    name: 'saya-sandi-keliru',
    route: SELF,
    phase: 'scheduled',
    ...staff,
    status: 401,
    async prepare(page) {
      await page.locator('[name=present]').fill('bukan kata sandinya');
      await page.locator('[name=next]').fill('sandi baru yang panjang');
      await press('/saya/sandi')(page);
      await page.locator('[role=alert]').first().waitFor();
    },
  },
  {
    name: 'saya-langkah-kedua',
    route: SELF,
    phase: 'scheduled',
    ...staff,
    async prepare(page) {
      await press('/langkah-kedua/mulai')(page);
      await page.locator('svg.qr').waitFor();
    },
  },
  {
    name: 'saya-kode-keliru',
    route: SELF,
    phase: 'scheduled',
    ...staff,
    status: 401,
    async prepare(page) {
      await page.locator('form[action$="/langkah-kedua"] [name=code]').fill('000000');
      await press('/langkah-kedua')(page);
      await page.locator('[role=alert]').first().waitFor();
    },
  },
  { name: 'kode-tanpa-sandi', route: '/masuk/kode', phase: 'scheduled' },
  {
    name: 'pulihkan',
    route: '/pulihkan/:token',
    phase: 'scheduled',
    path: async ({ app }) => {
      const { accounts } = app.ikrar;
      const grants = [{ campaign: '*', role: 'owner' as const }];
      const by = { account: 'uji', name: 'Uji', role: 'owner' as const, grants, session: '' };
      const [first] = await accounts.staff.list(by);
      // A link is good while its maker has the power to make it.
      const maker = { ...by, account: first?._id ?? '' };
      return accounts.staff.recover(maker.account, { staff: maker, address: '' });
    },
  },
  {
    name: 'pulihkan-keliru',
    route: '/pulihkan/:token',
    phase: 'scheduled',
    path: () => '/pulihkan/bukan-tautan',
    status: 410,
  },
];
