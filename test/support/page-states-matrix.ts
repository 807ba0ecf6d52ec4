// The staff's matrix, the regions to call and the page of one region, from before the doors to the end.
import { type PageState, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const at =
  (path: string, query = '') =>
  ({ app }: PageWorld) =>
    `${path}?sesi=${app.session().slug}${query}`;
const matrix = { route: '/kendali/hadir', ...staff } as const;
const calls = { route: '/kendali/hubungi', ...staff } as const;
const region = { route: '/kendali/hadir/:region', ...staff } as const;

export const STATES_OF_MATRIX: PageState[] = [
  { name: 'matriks-persiapan', phase: 'scheduled', ...matrix, path: at('/kendali/hadir') },
  {
    name: 'matriks-2024',
    phase: 'scheduled',
    ...matrix,
    path: () => '/kendali/hadir?sesi=6-februari-2024',
  },
  { name: 'matriks-tamu', phase: 'scheduled', route: '/kendali/hadir' },
  {
    name: 'matriks-saringan-keliru',
    phase: 'scheduled',
    ...matrix,
    path: at('/kendali/hadir', '&provinsi=99'),
    status: 400,
  },
  { name: 'hubungi-persiapan', phase: 'scheduled', ...calls, path: at('/kendali/hubungi') },
  {
    name: 'hadir-daerah-kosong',
    phase: 'scheduled',
    ...region,
    path: at('/kendali/hadir/12.06'),
  },
  {
    name: 'hadir-daerah-tak-dikenal',
    phase: 'scheduled',
    ...region,
    path: at('/kendali/hadir/99.99'),
    status: 404,
  },

  {
    name: 'matriks-cari',
    phase: 'doors',
    ...matrix,
    path: at('/kendali/hadir', '&cari=ogan+komering+ulu+selatan'),
    english: true,
  },
  {
    name: 'matriks-saring',
    phase: 'doors',
    ...matrix,
    path: at('/kendali/hadir', '&provinsi=33&jabatan=inspektorat&keadaan=belum-ada-pendaftar'),
  },
  {
    name: 'matriks-tak-ada',
    phase: 'doors',
    ...matrix,
    path: at('/kendali/hadir', '&cari=zzzz'),
  },
  { name: 'hubungi-pintu', phase: 'doors', ...calls, path: at('/kendali/hubungi') },
  {
    name: 'hubungi-tak-ada',
    phase: 'doors',
    ...calls,
    path: at('/kendali/hubungi', '&cari=zzzz'),
  },

  {
    name: 'matriks-langsung',
    phase: 'live',
    ...matrix,
    path: at('/kendali/hadir', '&provinsi=12'),
  },
  {
    name: 'hadir-daerah',
    phase: 'live',
    ...region,
    path: at('/kendali/hadir/12.06'),
    prepare: async (page) => {
      await page.locator('.m-catat [name=note]').fill('Akan tersambung dari aula');
      await page.locator('.m-catat button').click();
      await page.locator('.m-riwayat b').waitFor();
    },
  },
  { name: 'hadir-pusat', phase: 'live', ...region, path: at('/kendali/hadir/pusat') },

  { name: 'matriks-tanda', phase: 'signing', ...matrix, path: at('/kendali/hadir') },
  { name: 'hubungi-tanda', phase: 'signing', ...calls, path: at('/kendali/hubungi') },

  { name: 'matriks-usai', phase: 'ended', ...matrix, path: at('/kendali/hadir', '&provinsi=12') },
  { name: 'hubungi-usai', phase: 'ended', ...calls, path: at('/kendali/hubungi') },
  { name: 'hadir-daerah-usai', phase: 'ended', ...region, path: at('/kendali/hadir/12.06') },
];
