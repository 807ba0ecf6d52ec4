// The pages of shared rooms in their states: phones on their way in, and the shared screen.
import type { Page } from 'playwright-core';
import { KENDAL } from '../official/official-world.ts';
import { sharedRoom } from '../shared-rooms/shared-screen.ts';
import { asText, type PageState, playing, shown } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const codePath = async ({ app }: PageWorld): Promise<string> => {
  const room = await sharedRoom(app, KENDAL);
  return `/r/${(await app.ikrar.domains.sharedRooms.codeNow(room)).code}`;
};
const linkPath = async ({ app }: PageWorld): Promise<string> =>
  app.ikrar.domains.sharedRooms.screenPath(await sharedRoom(app, KENDAL));
const here = (page: Page) => page.locator('#rekan [data-di-ruang]').first().waitFor();
/** Opens the first row's field for a PIN. */
const openPin = async (page: Page) => {
  await here(page);
  await page.locator('#rekan summary').first().click();
  await page.locator('#rekan details[open] [name=pin]').waitFor();
};

export const STATES_OF_ROOMS: PageState[] = [
  { name: 'ruang', route: '/ruang', phase: 'doors', english: true },
  {
    name: 'ruang-kode-salah',
    route: '/ruang',
    phase: 'doors',
    status: 404,
    prepare: async (page) => {
      await page.locator('[name=code]').fill('ABCD');
      await page.locator('main form button').click();
      await page.locator('[aria-invalid=true]').waitFor();
    },
  },
  { name: 'ruang-hadir', route: '/ruang', phase: 'doors', as: 'signed' },
  { name: 'ruang-undangan', route: '/ruang', phase: 'doors', as: 'early' },
  { name: 'ruang-buka', route: '/ruang/buka', phase: 'doors', as: 'early', english: true },
  { name: 'kode-orang-asing', route: '/r/:code', phase: 'doors', path: codePath },
  { name: 'kode-konfirmasi', route: '/r/:code', phase: 'doors', as: 'early', path: codePath },
  { name: 'layar-tautan', route: '/layar/:token', phase: 'doors', path: linkPath },
  { name: 'layar-menunggu', route: '/layar', phase: 'doors', as: 'screen', english: true },
  { name: 'layar-pin', route: '/layar', phase: 'doors', as: 'screen', prepare: openPin },
  {
    name: 'layar-pin-salah',
    route: '/layar',
    phase: 'doors',
    as: 'screen',
    status: 401,
    prepare: async (page) => {
      await openPin(page);
      await page.locator('#rekan details[open] [name=pin]').fill('000000');
      await page.locator('#rekan details[open] button').first().click();
      await page.locator('#rekan [data-salah]:not([hidden])').waitFor();
    },
  },
  { name: 'layar-siaran', route: '/layar', phase: 'live', as: 'screen', prepare: playing },
  {
    name: 'layar-membaca',
    route: '/layar',
    phase: 'reading',
    as: 'screen',
    prepare: (page) => shown('[data-bagian="2"]')(page).then(() => playing(page)),
  },
  { name: 'layar-teks', phase: 'reading', as: 'screen', ...asText('/layar') },
  { name: 'ikrar-giliran', route: '/ikrar', phase: 'reading', as: 'turn' },
  {
    name: 'layar-tanda',
    route: '/layar',
    phase: 'signing',
    as: 'screen',
    prepare: (page) => shown('[data-saat-tanda]')(page).then(() => playing(page)),
  },
  { name: 'layar-usai', route: '/layar', phase: 'ended', as: 'screen', status: 409 },
];
