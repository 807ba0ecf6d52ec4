// The control room beside the event: the list "Siap?" and the shortcuts.
import { type PageState, room, shown, staff } from './page-state.ts';

export const STATES_OF_CONTROL: PageState[] = [
  {
    name: 'siap',
    route: '/kendali/siap',
    phase: 'scheduled',
    ...staff,
    english: true,
  },
  {
    name: 'siap-ditandai',
    route: '/kendali/siap',
    phase: 'scheduled',
    ...staff,
    prepare: async (page) => {
      await page.locator('form[action$="/desk"] button').click();
      await page.locator('li.ok form[action$="/desk"]').waitFor();
    },
  },
  {
    name: 'kendali-pintasan',
    route: '/kendali/:slug',
    phase: 'doors',
    ...staff,
    path: room,
    prepare: async (page) => {
      await page.locator('[data-utama]:not([hidden])').waitFor();
      await page.keyboard.press('?');
      await shown('[data-pintasan][open]')(page);
    },
  },
];
