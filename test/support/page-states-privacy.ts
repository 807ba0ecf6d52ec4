// The pages on personal data: the notice, one's own data, a request's state, and the staff's desk.
import { BY, SEKDA, seatOf } from '../official/official-world.ts';
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const KARO = '12.06';
const DESK = '/kendali/kampanye/:kampanye/data-pribadi';
const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };

const desk = ({ app }: PageWorld) => `/kendali/kampanye/${app.session().campaign}/data-pribadi`;
const holderOf = async ({ app }: PageWorld, region: string, office: string) => {
  const seat = await seatOf(app, region, office);
  const found = await app.ikrar.domains.registrations.findOfSeat(seat._id);
  if (!found) throw new Error(`Nobody at ${office} in ${region}`);
  return found;
};

/** A second version of the notice, once. */
async function withVersion({ app }: PageWorld): Promise<void> {
  const { notices } = app.ikrar.privacy;
  const campaign = await app.ikrar.domains.campaignOf(app.session());
  const { version, lines, basis, text } = await notices.current(campaign);
  if (version === 0) await notices.save(campaign, { lines, basis, text }, 0, by);
}

/** The waiting request of whoever has signed, made once; one of somebody else was refused. */
async function withRequests(world: PageWorld) {
  const { erasures } = world.app.ikrar.privacy;
  const holder = await holderOf(world, KARO, 'inspektorat');
  const other = await holderOf(world, KARO, SEKDA);
  const [waiting] = await erasures.listOfPerson(holder._id);
  if (waiting) return waiting;
  const refused = await erasures.ask(other, world.app.session(), BY);
  const reason = 'Keberatan Anda masih diperiksa.';
  await erasures.decide(refused._id, { isApproved: false, reason }, by);
  return erasures.ask(holder, world.app.session(), BY);
}

/** The request of whoever holds a valid certificate, carried out once. */
async function withErased(world: PageWorld) {
  await withRequests(world);
  const { erasures, runner, store } = world.app.ikrar.privacy;
  const other = await holderOf(world, KARO, SEKDA);
  const [newest] = await erasures.listOfPerson(other._id);
  if (newest?.state === 'done') return newest;
  const asked = await erasures.ask(other, world.app.session(), BY);
  await erasures.decide(asked._id, { isApproved: true, reason: '' }, by);
  await runner.runOnce();
  const done = await store.find(asked._id);
  if (done?.state !== 'done') throw new Error('Not erased');
  return done;
}

export const STATES_OF_PRIVACY: PageState[] = [
  { name: 'privasi', route: '/privasi', phase: 'scheduled', english: true },
  {
    name: 'privasi-versi-lama',
    route: '/privasi',
    phase: 'doors',
    path: async (world) => {
      await withVersion(world);
      return `/privasi?kampanye=${world.app.session().campaign}&versi=0`;
    },
  },
  { name: 'data-pribadi-awal', route: DESK, phase: 'scheduled', ...staff, path: desk },
  { name: 'data-saya', route: '/data-saya', phase: 'doors', as: 'reading', english: true },
  {
    name: 'data-saya-ditandatangani',
    route: '/data-saya',
    phase: 'ended',
    as: 'signed',
    english: true,
  },
  {
    name: 'data-saya-permohonan',
    route: '/data-saya',
    phase: 'ended',
    as: 'signed',
    path: async (world) => {
      await withRequests(world);
      return '/data-saya';
    },
  },
  {
    name: 'permohonan-data',
    route: '/permohonan-data/:tanda',
    phase: 'ended',
    path: async (world) => `/permohonan-data/${(await withRequests(world)).receipt}`,
  },
  {
    name: 'permohonan-data-selesai',
    route: '/permohonan-data/:tanda',
    phase: 'ended',
    path: async (world) => `/permohonan-data/${(await withErased(world)).receipt}`,
    english: true,
  },
  {
    name: 'verifikasi-dihapus',
    route: '/verifikasi/:code',
    phase: 'ended',
    path: async (world) => {
      await withErased(world);
      return `/verifikasi/${world.files().valid.code}`;
    },
    english: true,
  },
  {
    name: 'data-pribadi',
    route: DESK,
    phase: 'ended',
    ...staff,
    path: async (world) => {
      await withRequests(world);
      await withVersion(world);
      return desk(world);
    },
  },
];
