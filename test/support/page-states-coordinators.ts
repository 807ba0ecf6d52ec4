// The coordinators' pages: an empty region, a filled one with rooms, refused forms, staff's links.
import { BY, seatOf } from '../official/official-world.ts';
import { type PageState, shown, staff } from './page-state.ts';
import { KENDAL, type PageWorld } from './page-world.ts';

const linkOf = async ({ app }: PageWorld, region = KENDAL): Promise<string> => {
  const { coordinatorLinks } = app.ikrar.domains;
  const [one] = (await coordinatorLinks.listOfSession(app.session()._id, [region])).filter(
    (each) => each.region === region,
  );
  return `/koordinator/${one && coordinatorLinks.codeOf(one)}`;
};

/** Named for one seat, a room with somebody vouched for. */
const atWork = async (world: PageWorld): Promise<string> => {
  const { coordinatorDesk, coordinatorLinks, sharedRooms } = world.app.ikrar.domains;
  const path = await linkOf(world);
  const pass = await coordinatorLinks.open(path.slice('/koordinator/'.length));
  const { session, region } = pass;
  const seats = [await seatOf(world.app, KENDAL, 'inspektorat')];
  const [seat] = seats;
  const place = 'Aula Sekretariat Daerah';
  const known = (await sharedRooms.listOfRegion(session, region)).find(
    (one) => one.place === place,
  );
  const room = known ?? (await sharedRooms.open({ session, region, place, seats: [], by: BY }));
  if (seat && !(await world.app.ikrar.domains.registrations.findOfSeat(seat._id))) {
    const named = { name: 'Pejabat Contoh', acting: 'Plt.' as const, contact: '0812 0000' };
    await coordinatorDesk.nominate(pass, seat._id, named, '');
    const request = { seat: seat._id, room: room._id, reason: 'Ponsel tertinggal' };
    await coordinatorDesk.vouch(pass, request, '');
  }
  return path;
};

export const STATES_COORDINATORS: PageState[] = [
  {
    name: 'koordinator-tautan-keliru',
    route: '/koordinator/:code',
    phase: 'scheduled',
    path: () => '/koordinator/AAAA',
    status: 404,
  },
  { name: 'koordinator-tanpa-tautan', route: '/koordinator', phase: 'scheduled', status: 401 },
  {
    name: 'koordinator-awal',
    route: '/koordinator',
    phase: 'scheduled',
    path: (world) => linkOf(world),
  },
  {
    name: 'koordinator-salah',
    route: '/koordinator',
    phase: 'scheduled',
    status: 400,
    path: (world) => linkOf(world),
    prepare: async (page) => {
      await page.locator('form.o-baru button').click();
      await shown('#salah-ruang')(page);
    },
  },
  { name: 'koordinator-ruang', route: '/koordinator', phase: 'live', path: atWork },
  { name: 'koordinator-selesai', route: '/koordinator', phase: 'ended', path: (w) => linkOf(w) },
  { name: 'tautan-koordinator', route: '/kendali/koordinator', phase: 'scheduled', ...staff },
  {
    name: 'tautan-koordinator-tak-ada',
    route: '/kendali/koordinator',
    phase: 'scheduled',
    path: () => '/kendali/koordinator?cari=zzzz',
    ...staff,
  },
];
