// The pages of the stage's people in their states: the roster, the way in, the green room, the stage
// itself, and whoever has the floor.
import type { Page } from 'playwright-core';
import { KENDAL, SEKDA, seatOf } from '../official/official-world.ts';
import { direct, personOf } from '../stage/stage-world.ts';
import { type PageState, room, shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const roster = () => '/kendali/panggung?sesi=7-oktober-2020';

/** Camera and microphone are tried, and seen by oneself. */
const tried = async (page: Page) => {
  await page.context().grantPermissions(['camera', 'microphone']);
  for (const source of ['camera', 'microphone']) {
    const button = page.locator(`[data-siar=${source}]`);
    if ((await button.count()) === 0) continue;
    await button.click();
    await page.locator(`[data-siar=${source}][aria-pressed=true]`).waitFor();
  }
  await page.waitForFunction(
    () => (document.querySelector<HTMLVideoElement>('[data-video]')?.videoWidth ?? 0) > 0,
  );
};

const called = async (page: Page, { app }: PageWorld) => {
  await tried(page);
  const { code } = await personOf(app, 'speaker');
  await direct(app, 'bring', `m-${code}`);
  await page.locator('[data-keadaan=onStage]').waitFor();
};

/** The official of Kendal raises the hand and, with `given`, gets the floor. */
const withHand =
  (given: boolean) =>
  async (page: Page, { app }: PageWorld) => {
    const raised = page.locator('[data-tangan-kata]', { hasText: 'urutan' });
    await page.locator('[data-tangan]').waitFor();
    if (!(await raised.isVisible())) await page.locator('[data-angkat]').click();
    await raised.waitFor();
    if (!given) return;
    const seat = await seatOf(app, KENDAL, SEKDA);
    const holder = await app.ikrar.domains.registrations.findOfSeat(seat._id);
    await direct(app, 'give', `p-${holder?._id}`);
    await page.locator('[data-giliran-saya]').waitFor();
  };

export const STATES_OF_STAGE: PageState[] = [
  {
    name: 'daftar-panggung',
    route: '/kendali/panggung',
    phase: 'scheduled',
    ...staff,
    path: roster,
  },
  {
    name: 'daftar-panggung-tautan',
    route: '/kendali/panggung',
    phase: 'scheduled',
    ...staff,
    path: roster,
    prepare: (page) => page.locator('.s-urus summary').first().click(),
  },
  {
    name: 'ruang-tunggu-siap',
    route: '/mimbar',
    phase: 'live',
    as: 'speaker',
    prepare: tried,
  },
  {
    name: 'ruang-tunggu-tampil',
    route: '/mimbar',
    phase: 'live',
    as: 'speaker',
    prepare: called,
  },
  {
    name: 'panggung-angkat-tangan',
    route: '/panggung',
    phase: 'live',
    as: 'reading',
    prepare: withHand(false),
  },
  {
    name: 'kendali-panggung',
    route: '/kendali/:slug',
    phase: 'live',
    ...staff,
    path: room,
    prepare: shown('[data-tangan-daftar] [data-tindakan^=give]'),
  },
  {
    name: 'panggung-giliran',
    route: '/panggung',
    phase: 'live',
    as: 'reading',
    prepare: withHand(true),
  },
];
