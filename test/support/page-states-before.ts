// Pages before the doors open: the public ones, the way in, the staff's, and all refusals on it.
import { BY, seatOf } from '../official/official-world.ts';
import { drop, type PageState, room, staff } from './page-state.ts';
import { KENDAL } from './page-world.ts';

export const STATES_BEFORE: PageState[] = [
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
    status: 404,
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
];
