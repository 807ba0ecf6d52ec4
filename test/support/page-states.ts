// Every page of the route table in each of its states: who opens it, when, and what they do there.
import type { Page } from 'playwright-core';
import { BY, seatOf } from '../official/official-world.ts';
import { altered } from './page-files.ts';
import { KENDAL, type PageWorld, type Phase, type Who } from './page-world.ts';

export interface PageState {
  name: string;
  /** The route's path in the route table. */
  route: string;
  phase: Phase;
  as?: Who;
  /** The address; the route's own when it has no parameters. */
  path?: (world: PageWorld) => string | Promise<string>;
  /** Brings the open page into the state. */
  prepare?: (page: Page, world: PageWorld) => Promise<unknown>;
  /** Of the answer; 200 unless told. */
  status?: number;
  /** Also checked in English. */
  english?: true;
}

const shown = (selector: string) => (page: Page) => page.locator(selector).waitFor();
/** Run in the page: a picture has arrived and moves. */
const isPlaying = (): boolean =>
  [...document.querySelectorAll('video')].some((one) => one.videoWidth > 0 && one.currentTime > 0);
const playing = (page: Page) => page.waitForFunction(isPlaying, undefined, { timeout: 30_000 });
const drop = (bytes: Buffer, name: string, verdict: string) => async (page: Page) => {
  await page.locator('#berkas').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes });
  await page.locator(verdict).waitFor();
};
const verdict = (state: string) => `[data-putusan].p-${state}`;
const room = ({ app }: PageWorld) => `/kendali/${app.session().slug}`;
const staff = { as: 'owner' } as const;

/** GET routes that answer with something else than a page, each with an address to try. */
export const NOT_PAGES: Record<string, string> = {
  '/warna/:slug': '/warna/7-oktober-2020',
  '/bahasa/:code': '/bahasa/en',
  '/ikrar/naskah': '/ikrar/naskah',
  '/berkas/:code.pdf': '/berkas/x.pdf',
  '/healthz': '/healthz',
  '/readyz': '/readyz',
};

/** In the order of the event. */
export const PAGE_STATES: PageState[] = [
  { name: 'beranda', route: '/', phase: 'scheduled', english: true },
  { name: 'beranda-cari', route: '/', phase: 'scheduled', path: () => '/?daerah=kendal' },
  { name: 'beranda-tak-ada', route: '/', phase: 'scheduled', path: () => '/?daerah=zzzz' },
  {
    name: 'kode-keliru',
    route: '/u/:code',
    phase: 'scheduled',
    path: () => '/u/AAAA',
    status: 404,
    english: true,
  },
  {
    name: 'kode-tak-dikenal',
    route: '/u/:code',
    phase: 'scheduled',
    path: async ({ app }) => {
      const code = await app.codeOf(KENDAL, 'pimpinan-bawaslu');
      const seat = await seatOf(app, KENDAL, 'pimpinan-bawaslu');
      await app.ikrar.domains.invitations.reissue(seat._id, BY);
      return `/u/${code}`;
    },
    status: 410,
  },
  {
    name: 'kode-ditarik',
    route: '/u/:code',
    phase: 'scheduled',
    path: async ({ app }) => {
      const seat = await seatOf(app, KENDAL, 'kepala-bkd');
      const code = await app.codeOf(KENDAL, 'kepala-bkd');
      await app.ikrar.domains.invitations.withdraw(seat._id, BY);
      return `/u/${code}`;
    },
    status: 410,
  },
  { name: 'lapor-tanpa-kode', route: '/lapor-hadir', phase: 'scheduled', status: 401 },
  {
    name: 'lapor-undangan',
    route: '/lapor-hadir',
    phase: 'scheduled',
    as: 'invited',
    english: true,
  },
  {
    name: 'lapor-salah',
    route: '/lapor-hadir',
    phase: 'scheduled',
    as: 'invited',
    status: 400,
    prepare: async (page) => {
      await page.locator('form.h-daftar button:not([type=button])').last().click();
      await page.locator('#rangkuman').waitFor();
    },
  },
  { name: 'lapor-terdaftar', route: '/lapor-hadir', phase: 'scheduled', as: 'early' },
  { name: 'papan-awal', route: '/papan', phase: 'scheduled' },
  {
    name: 'papan-agustus',
    route: '/papan/:slug',
    phase: 'scheduled',
    path: () => '/papan/26-agustus-2020',
  },
  {
    name: 'papan-2024',
    route: '/papan/:slug',
    phase: 'scheduled',
    path: () => '/papan/6-februari-2024',
  },
  { name: 'masuk', route: '/masuk', phase: 'scheduled', english: true },
  {
    name: 'masuk-salah',
    route: '/masuk',
    phase: 'scheduled',
    status: 401,
    prepare: async (page) => {
      await page.locator('[name=login]').fill('bukan.petugas');
      await page.locator('[name=password]').fill('bukan kata sandinya');
      await page.locator('main form button').click();
      await page.locator('[role=alert]').first().waitFor();
    },
  },
  {
    name: 'tautan',
    route: '/tautan/:token',
    phase: 'scheduled',
    path: ({ app }) => app.ikrar.accounts.makeLink('host'),
  },
  {
    name: 'tautan-keliru',
    route: '/tautan/:token',
    phase: 'scheduled',
    path: () => '/tautan/bukan-tautan',
    status: 410,
  },
  { name: 'pilih-acara', route: '/kendali', phase: 'scheduled', ...staff },
  { name: 'pilih-acara-tamu', route: '/kendali', phase: 'scheduled' },
  { name: 'akun', route: '/kendali/akun', phase: 'scheduled', ...staff },
  {
    name: 'akun-tautan-baru',
    route: '/kendali/akun',
    phase: 'scheduled',
    ...staff,
    prepare: (page) => page.locator('form[action$="/akun/tautan"] button').click(),
  },
  { name: 'kursi', route: '/kendali/kursi', phase: 'scheduled', ...staff },
  {
    name: 'kursi-cari',
    route: '/kendali/kursi',
    phase: 'scheduled',
    ...staff,
    path: () => '/kendali/kursi?cari=Kendal',
    prepare: (page) => page.locator('.s-urus summary').first().click(),
  },
  { name: 'kendali-persiapan', route: '/kendali/:slug', phase: 'scheduled', ...staff, path: room },
  {
    name: 'kendali-2024',
    route: '/kendali/:slug',
    phase: 'scheduled',
    ...staff,
    path: () => '/kendali/6-februari-2024',
  },
  {
    name: 'mimbar-tautan',
    route: '/mimbar/masuk/:token',
    phase: 'scheduled',
    path: (world) => world.lecternLink('reader'),
  },
  {
    name: 'mimbar-tautan-keliru',
    route: '/mimbar/masuk/:token',
    phase: 'scheduled',
    path: () => '/mimbar/masuk/keliru',
    status: 410,
  },
  { name: 'mimbar-pembaca', route: '/mimbar', phase: 'scheduled', as: 'reader' },
  { name: 'verifikasi', route: '/verifikasi', phase: 'scheduled', english: true },
  {
    name: 'verifikasi-kode-keliru',
    route: '/verifikasi',
    phase: 'scheduled',
    path: () => '/verifikasi?kode=abc',
    status: 400,
  },
  {
    name: 'verifikasi-tak-dikenal',
    route: '/verifikasi/:code',
    phase: 'scheduled',
    path: () => `/verifikasi/${'A'.repeat(26)}`,
    status: 404,
    english: true,
  },
  {
    name: 'verifikasi-bukan-pdf',
    route: '/verifikasi',
    phase: 'scheduled',
    prepare: drop(Buffer.from('bukan PDF'), 'catatan.pdf', '#salah-berkas:not([hidden])'),
  },
  {
    name: 'halaman-tak-ada',
    route: '*',
    phase: 'scheduled',
    path: () => '/tidak/ada',
    status: 404,
    english: true,
  },
  { name: 'panggung-tamu', route: '/panggung', phase: 'scheduled', status: 401 },

  { name: 'beranda-pintu', route: '/', phase: 'doors' },
  { name: 'lapor-tiba', route: '/lapor-hadir', phase: 'doors', as: 'early' },
  { name: 'lapor-pin', route: '/lapor-hadir', phase: 'doors', as: 'other' },
  {
    name: 'lapor-pin-salah',
    route: '/lapor-hadir',
    phase: 'doors',
    as: 'other',
    status: 401,
    prepare: async (page) => {
      await page.locator('[name=pin]').fill('000000');
      await page.locator('form.h-pin-form button').last().click();
      await page.locator('#rangkuman').waitFor();
    },
  },
  { name: 'panggung-menunggu', route: '/panggung', phase: 'doors', as: 'reading', english: true },
  { name: 'panggung-teks-menunggu', route: '/panggung/teks', phase: 'doors', as: 'reading' },
  { name: 'ikrar-belum', route: '/ikrar', phase: 'doors', as: 'reading' },
  { name: 'kendali-pintu', route: '/kendali/:slug', phase: 'doors', ...staff, path: room },

  { name: 'panggung-siaran', route: '/panggung', phase: 'live', as: 'reading', prepare: playing },
  {
    name: 'panggung-teks-saja',
    route: '/panggung',
    phase: 'live',
    as: 'reading',
    prepare: (page) => page.locator('[data-cara=text]').click(),
  },
  { name: 'panggung-teks', route: '/panggung/teks', phase: 'live', as: 'reading' },
  { name: 'papan', route: '/papan', phase: 'live', english: true },
  {
    name: 'kendali-langsung',
    route: '/kendali/:slug',
    phase: 'live',
    ...staff,
    path: room,
    prepare: playing,
  },
  { name: 'mimbar-pembicara', route: '/mimbar', phase: 'live', as: 'speaker' },

  {
    name: 'panggung-jeda',
    route: '/panggung',
    phase: 'paused',
    as: 'reading',
    prepare: shown('[data-adegan=paused]'),
  },

  {
    name: 'panggung-membaca',
    route: '/panggung',
    phase: 'reading',
    as: 'reading',
    prepare: (page) => shown('[data-bagian="2"]')(page).then(() => playing(page)),
  },
  { name: 'panggung-teks-membaca', route: '/panggung/teks', phase: 'reading', as: 'reading' },
  { name: 'ikrar-baca', route: '/ikrar', phase: 'reading', as: 'reading', english: true },
  { name: 'mimbar-membaca', route: '/mimbar', phase: 'reading', as: 'reader' },
  {
    name: 'kendali-membaca',
    route: '/kendali/:slug',
    phase: 'reading',
    ...staff,
    path: room,
    prepare: playing,
  },

  {
    name: 'panggung-upacara',
    route: '/panggung',
    phase: 'signing',
    as: 'reading',
    prepare: (page) => shown('[data-panel]')(page).then(() => playing(page)),
  },
  { name: 'panggung-teks-upacara', route: '/panggung/teks', phase: 'signing', as: 'reading' },
  {
    name: 'ikrar-tanda',
    route: '/ikrar',
    phase: 'signing',
    as: 'reading',
    prepare: shown('[data-bidang]'),
  },
  {
    name: 'ikrar-ketik',
    route: '/ikrar',
    phase: 'signing',
    as: 'reading',
    path: () => '/ikrar?teks=1',
  },
  { name: 'ikrar-sah', route: '/ikrar', phase: 'signing', as: 'signed', english: true },
  { name: 'panggung-sudah', route: '/panggung', phase: 'signing', as: 'signed', prepare: playing },
  { name: 'papan-penandatanganan', route: '/papan', phase: 'signing', english: true },
  {
    name: 'kendali-tanda',
    route: '/kendali/:slug',
    phase: 'signing',
    ...staff,
    path: room,
    prepare: playing,
  },
  {
    name: 'verifikasi-sah',
    route: '/verifikasi/:code',
    phase: 'signing',
    path: (world) => `/verifikasi/${world.files().valid.code}`,
    prepare: shown(verdict('sah')),
    english: true,
  },
  {
    name: 'verifikasi-contoh',
    route: '/verifikasi/:code',
    phase: 'signing',
    as: 'signed',
    path: (world) => `/verifikasi/${world.files().sample.code}`,
    prepare: shown(verdict('contoh')),
  },
  {
    name: 'verifikasi-dicabut',
    route: '/verifikasi/:code',
    phase: 'signing',
    path: (world) => `/verifikasi/${world.files().revoked.code}`,
    prepare: shown(verdict('dicabut')),
  },
  {
    name: 'verifikasi-berkas',
    route: '/verifikasi',
    phase: 'signing',
    prepare: (page, world) => drop(world.files().valid.bytes, 'naskah.pdf', verdict('sah'))(page),
  },
  {
    name: 'verifikasi-berubah',
    route: '/verifikasi',
    phase: 'signing',
    prepare: (page, world) => {
      const bytes = altered(world.files().valid.bytes);
      return drop(bytes, 'naskah.pdf', verdict('berubah'))(page);
    },
  },

  { name: 'ikrar-tutup', route: '/ikrar', phase: 'closed', as: 'reading' },
  { name: 'panggung-tutup', route: '/panggung', phase: 'closed', as: 'reading' },

  {
    name: 'panggung-usai',
    route: '/panggung',
    phase: 'ended',
    as: 'signed',
    prepare: shown('[data-adegan=ended]'),
  },
  { name: 'panggung-usai-tanpa', route: '/panggung', phase: 'ended', as: 'reading' },
  { name: 'panggung-teks-usai', route: '/panggung/teks', phase: 'ended', as: 'signed' },
  { name: 'ikrar-usai', route: '/ikrar', phase: 'ended', as: 'signed' },
  { name: 'lapor-usai', route: '/lapor-hadir', phase: 'ended', as: 'invited' },
  { name: 'papan-selesai', route: '/papan', phase: 'ended' },
  { name: 'beranda-usai', route: '/', phase: 'ended' },
  { name: 'kendali-usai', route: '/kendali/:slug', phase: 'ended', ...staff, path: room },
];
