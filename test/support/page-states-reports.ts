// The reports' page: before anybody came, while the event runs, and after its end.
import { SEKDA, seatOf } from '../official/official-world.ts';
import { type PageState, staff } from './page-state.ts';
import { KENDAL, type PageWorld } from './page-world.ts';

const route = '/kendali/laporan';

/** An official is there, so that there is something to tell. */
const withOnePresent =
  (address: string) =>
  async ({ app }: PageWorld): Promise<string> => {
    const { attendance, registrations } = app.ikrar.domains;
    const person = await registrations.findOfSeat((await seatOf(app, KENDAL, SEKDA))._id);
    if (!person) throw new Error('Nobody registered');
    await attendance.hold(person, { kind: 'socket', device: 'phone' });
    return address;
  };

export const STATES_OF_REPORTS: PageState[] = [
  { name: 'laporan-kosong', route, phase: 'scheduled', ...staff },
  { name: 'laporan-tamu', route, phase: 'scheduled' },
  {
    name: 'laporan-tanpa-acara-sebelumnya',
    route,
    phase: 'scheduled',
    ...staff,
    path: () => `${route}?sesi=26-agustus-2020&menurut=daerah`,
  },
  {
    name: 'laporan-daerah-tak-dikenal',
    route,
    phase: 'scheduled',
    ...staff,
    path: () => `${route}?daerah=99.99`,
    status: 404,
  },
  {
    name: 'laporan-berlangsung',
    route,
    phase: 'signing',
    ...staff,
    path: withOnePresent(route),
  },
  {
    name: 'laporan-satu-daerah',
    route,
    phase: 'signing',
    ...staff,
    path: () => `${route}?daerah=${KENDAL}`,
  },
  {
    name: 'laporan-jam',
    route,
    phase: 'signing',
    ...staff,
    path: withOnePresent(`${route}?menurut=jam`),
    prepare: (page) => page.locator('.l-rinci summary').first().click(),
  },
  {
    name: 'laporan-saksi',
    route,
    phase: 'closed',
    ...staff,
    path: () => `${route}?menurut=saksi`,
  },
  {
    name: 'laporan-berakhir',
    route,
    phase: 'ended',
    ...staff,
    path: () => `${route}?menurut=jabatan&urut=met&arah=turun`,
  },
];
