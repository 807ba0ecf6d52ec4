// Pages on which people talk: asking, captions, announcements, and the desk of the moderators.
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { KENDAL, SEKDA } from '../official/official-world.ts';
import { ask, captionLink, moderate, personAt, staffBy } from '../talk/talk-world.ts';
import { type PageState, room, shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const LINES = [
  'Yang kami hormati para kepala daerah dan sekretaris daerah di seluruh Indonesia.',
  'Netralitas aparatur sipil negara adalah syarat pelayanan yang adil.',
  'Mari kita ikuti pembacaan ikrar bersama-sama.',
];
const QUESTIONS = [
  'Bagaimana ketentuan cuti bagi aparatur yang pasangannya menjadi calon kepala daerah?',
  'Apakah menyukai unggahan calon di media sosial termasuk pelanggaran netralitas?',
  'Kepada siapa laporan dugaan pelanggaran di kabupaten kami disampaikan?',
];

/** Captions and questions in their states; said once. */
async function talkInto({ app }: PageWorld): Promise<void> {
  const { talk } = app.ikrar.domains;
  const session = app.session();
  if ((talk.feed.view(session._id).captions ?? []).length > 0) return;
  for (const [index, text] of LINES.entries()) {
    await talk.captions.add(
      session,
      { text, key: `kunci-contoh-0000${index}` },
      staffBy('petugas'),
    );
  }
  const person = await personAt(app, KENDAL, SEKDA);
  const asked = [];
  for (const text of QUESTIONS) asked.push(await ask(app, person, text));
  await moderate(app, asked[0]?._id ?? '', 'approve');
  await moderate(app, asked[0]?._id ?? '', 'show');
  await moderate(app, asked[1]?._id ?? '', 'approve');
}

/** The same, on the way to a page. */
const talking = (path: string) => async (world: PageWorld) => {
  await talkInto(world);
  return path;
};

/** A page is shown an announcement; with its browser it goes, so that the next pages have none. */
const announced = (urgency: 'normal' | 'important') => async (page: Page, world: PageWorld) => {
  const { talk } = world.app.ikrar.domains;
  const session = world.app.session();
  const by = staffBy('petugas');
  const text = 'Penandatanganan dimulai pukul 10.40 WIB. Siapkan kode undangan dan PIN Anda.';
  const { announced: seen } = await talk.desk(session._id);
  await talk.announcements.announce({ session, text, urgency, minutes: 0, seen, by });
  page.context().once('close', () => {
    talk.announcements.withdraw(session, seen + 1, by).catch(() => undefined);
  });
  await page.locator('.pengumuman:visible').waitFor();
};

const official = { as: 'reading', phase: 'live' } as const;

export const STATES_OF_TALK: PageState[] = [
  {
    name: 'panggung-takarir',
    route: '/panggung',
    ...official,
    path: talking('/panggung'),
    prepare: shown('[data-tanya-tampil]:not([hidden])'),
    english: true,
  },
  {
    name: 'panggung-takarir-teks',
    route: '/panggung',
    ...official,
    path: talking('/panggung'),
    prepare: async (page) => {
      await page.locator('[data-cara=text]').check();
      await page.locator('[data-takarir]:visible').waitFor();
    },
  },
  {
    name: 'panggung-teks-takarir',
    route: '/panggung/teks',
    ...official,
    path: talking('/panggung/teks'),
  },
  { name: 'panggung-pengumuman', route: '/panggung', ...official, prepare: announced('normal') },
  { name: 'papan-pengumuman', route: '/papan', phase: 'live', prepare: announced('important') },
  {
    name: 'tanya',
    route: '/panggung/tanya',
    ...official,
    path: talking('/panggung/tanya'),
    english: true,
  },
  {
    name: 'tanya-salah',
    route: '/panggung/tanya',
    ...official,
    status: 400,
    prepare: async (page) => {
      await page.locator('[name=text]').fill('x'.repeat(501));
      await page.locator('form[action="/panggung/tanya"] button').click();
      await page.locator('#salah-tanya').waitFor();
    },
  },
  { name: 'tanya-kosong', route: '/panggung/tanya', as: 'signed', phase: 'doors' },
  { name: 'tanya-usai', route: '/panggung/tanya', as: 'reading', phase: 'ended' },
  { name: 'meja-kosong', route: '/kendali/tanya', phase: 'doors', ...staff },
  {
    name: 'meja',
    route: '/kendali/tanya',
    phase: 'live',
    ...staff,
    path: talking('/kendali/tanya'),
    prepare: (page) => page.locator('.t-langkah summary').first().click(),
  },
  {
    name: 'meja-salah',
    route: '/kendali/tanya',
    phase: 'live',
    ...staff,
    status: 400,
    prepare: async (page) => {
      await page.locator('.t-umum [name=text]').fill('\u200b');
      await page.locator('.t-umum button').click();
      await page.locator('.s-salah[role=alert]').waitFor();
    },
  },
  {
    name: 'kendali-tanya',
    route: '/kendali/:slug',
    phase: 'live',
    ...staff,
    path: async (world) => {
      await talkInto(world);
      return room(world);
    },
    prepare: shown('[data-talk-antrean] li:first-child'),
  },
  {
    name: 'takarir-tautan',
    route: '/takarir/masuk/:token',
    phase: 'doors',
    path: async ({ app }) => captionLink(await signInStaff(app, 'juru-tautan')),
  },
  { name: 'takarir-kosong', route: '/takarir', phase: 'doors', as: 'captioner', english: true },
  {
    name: 'takarir',
    route: '/takarir',
    phase: 'live',
    as: 'captioner',
    path: talking('/takarir'),
    prepare: (page) => page.locator('.t-baris summary').first().click(),
  },
  {
    name: 'takarir-petugas',
    route: '/kendali/takarir',
    phase: 'live',
    ...staff,
    path: talking('/kendali/takarir'),
  },
  { name: 'takarir-usai', route: '/takarir', phase: 'ended', as: 'captioner' },
];
