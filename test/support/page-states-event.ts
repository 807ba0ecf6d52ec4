// Pages from the opened doors to the end of the event, in its order.
import { altered } from './page-files.ts';
import { drop, type PageState, playing, room, shown, staff, verdict } from './page-state.ts';

export const STATES_OF_EVENT: PageState[] = [
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
    prepare: (page) => page.locator('[data-cara=text]').check(),
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
