// The ceremony's own screen, and what pages show of its window, its late window and its seal.
import { type PageState, playing, room, shown, staff } from './page-state.ts';

const LEFT = '[data-jendela-sisa]:not([hidden])';

export const STATES_OF_CEREMONY: PageState[] = [
  { name: 'upacara-menunggu', route: '/upacara', phase: 'live', english: true },
  { name: 'upacara-baca', route: '/upacara', phase: 'reading', english: true },
  {
    name: 'upacara-tanda',
    route: '/upacara/:slug',
    phase: 'signing',
    path: ({ app }) => `/upacara/${app.session().slug}`,
    prepare: shown(LEFT),
    english: true,
  },
  { name: 'mimbar-tanda', route: '/mimbar', phase: 'signing', as: 'reader', prepare: shown(LEFT) },

  { name: 'upacara-jeda', route: '/upacara', phase: 'held', prepare: shown(LEFT) },
  { name: 'ikrar-jeda', route: '/ikrar', phase: 'held', as: 'reading' },
  { name: 'panggung-jeda-tanda', route: '/panggung', phase: 'held', as: 'reading' },
  { name: 'panggung-teks-jeda', route: '/panggung/teks', phase: 'held', as: 'reading' },
  {
    name: 'kendali-jeda-tanda',
    route: '/kendali/:slug',
    phase: 'held',
    ...staff,
    path: room,
    prepare: shown('[data-aksi=resume-signing]'),
  },
  { name: 'papan-jeda', route: '/papan', phase: 'held' },

  { name: 'upacara-tutup', route: '/upacara', phase: 'closed' },
  {
    name: 'kendali-tutup',
    route: '/kendali/:slug',
    phase: 'closed',
    ...staff,
    path: room,
    prepare: shown('[data-aksi=open-late]'),
  },

  { name: 'upacara-susulan', route: '/upacara', phase: 'late' },
  { name: 'ikrar-susulan', route: '/ikrar', phase: 'late', as: 'reading' },
  {
    name: 'panggung-susulan',
    route: '/panggung',
    phase: 'late',
    as: 'reading',
    prepare: shown('[data-panel]'),
  },
  { name: 'panggung-teks-susulan', route: '/panggung/teks', phase: 'late', as: 'reading' },
  {
    name: 'kendali-susulan',
    route: '/kendali/:slug',
    phase: 'late',
    ...staff,
    path: room,
    prepare: playing,
  },

  { name: 'upacara-segel', route: '/upacara', phase: 'sealed', english: true },
  { name: 'papan-segel', route: '/papan', phase: 'sealed', english: true },
  { name: 'panggung-segel', route: '/panggung', phase: 'sealed', as: 'signed', english: true },
  { name: 'panggung-teks-segel', route: '/panggung/teks', phase: 'sealed', as: 'signed' },
  { name: 'ikrar-segel', route: '/ikrar', phase: 'sealed', as: 'signed' },
  { name: 'mimbar-segel', route: '/mimbar', phase: 'sealed', as: 'reader' },
  {
    name: 'kendali-segel',
    route: '/kendali/:slug',
    phase: 'sealed',
    ...staff,
    path: room,
    prepare: shown('[data-segel]'),
  },
];
