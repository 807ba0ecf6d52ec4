// Pages about one person's minutes: their own, the control room's, and the objections.
import { BY, KENDAL, SEKDA, seatOf } from '../official/official-world.ts';
import type { PageState } from './page-state.ts';
import { asText, shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const KARO = '12.06';

const registrationOf = async ({ app }: PageWorld, region: string, office: string) => {
  const seat = await seatOf(app, region, office);
  const found = await app.ikrar.domains.registrations.findOfSeat(seat._id);
  if (!found) throw new Error(`Nobody at ${office} in ${region}`);
  return found;
};

const personOf = (region: string, office: string) => async (world: PageWorld) =>
  `/kendali/orang/${(await registrationOf(world, region, office))._id}`;

/** Makes an objection unless there is one; answers it where `minutes` says with what. */
const objected = async (
  world: PageWorld,
  [region, office]: readonly [string, string],
  note: string,
  minutes?: number | null,
) => {
  const { objections } = world.app.ikrar.domains;
  const registration = await registrationOf(world, region, office);
  const session = world.app.session();
  const before = await objections.listOfPerson(registration._id);
  if (before.some((one) => one.note === note)) return;
  const made = await objections.object({ registration, session, note, address: '' });
  if (minutes === undefined) return;
  await objections.answer({
    objection: made._id,
    session,
    answer: 'Catatan ruang rapat menunjukkan Anda hadir sejak awal.',
    outcome: minutes === null ? 'kept' : 'corrected',
    minutes: minutes ?? undefined,
    by: { actor: { kind: 'staff', id: 'uji', label: 'Petugas Uji' }, address: BY.address },
  });
};

const HERS = [KENDAL, SEKDA] as const;
const HIS = [KARO, 'inspektorat'] as const;
const LONG =
  'Saya mengikuti acara dari ruang rapat Sekretariat Daerah melalui layar bersama sejak pintu dibuka, tetapi menit saya baru tercatat setelah sambungan ruang rapat pulih.';

/** Two objections, one of them answered with a correction, and the page asked for. */
const afterwards =
  (path: string | ((world: PageWorld) => Promise<string>)) => async (world: PageWorld) => {
    await objected(world, HERS, LONG, 1);
    await objected(world, HIS, 'Sambungan saya terputus saat sambutan, bukan saya yang pergi.');
    return typeof path === 'string' ? path : path(world);
  };

export const STATES_OF_MINUTES: PageState[] = [
  { name: 'kehadiran-menunggu', route: '/kehadiran', phase: 'doors', as: 'reading' },
  { name: 'keberatan-kosong', route: '/kendali/keberatan', phase: 'doors', ...staff },
  { name: 'kehadiran', route: '/kehadiran', phase: 'live', as: 'reading', english: true },
  { name: 'kehadiran-teks', phase: 'live', as: 'reading', ...asText('/kehadiran') },
  { name: 'keberatan-tulis', route: '/kehadiran/keberatan', phase: 'live', as: 'reading' },
  {
    name: 'kehadiran-keberatan-salah',
    route: '/kehadiran',
    phase: 'live',
    as: 'reading',
    status: 400,
    prepare: async (page) => {
      await page.locator('[name=note]').fill('Saya hadir. '.repeat(100));
      await page.locator('.m-form button').click();
      await shown('#salah-keberatan')(page);
    },
  },
  {
    name: 'orang-langsung',
    route: '/kendali/orang/:registration',
    phase: 'live',
    ...staff,
    path: personOf(...HERS),
    english: true,
  },
  {
    name: 'kehadiran-usai',
    route: '/kehadiran',
    phase: 'ended',
    as: 'reading',
    path: afterwards('/kehadiran'),
  },
  {
    name: 'kehadiran-usai-menunggu',
    route: '/kehadiran',
    phase: 'ended',
    as: 'signed',
    path: afterwards('/kehadiran'),
  },
  {
    name: 'orang-usai',
    route: '/kendali/orang/:registration',
    phase: 'ended',
    ...staff,
    path: afterwards(personOf(...HERS)),
  },
  {
    name: 'orang-keberatan',
    route: '/kendali/orang/:registration',
    phase: 'ended',
    ...staff,
    path: afterwards(personOf(...HIS)),
  },
  {
    name: 'orang-nama-salah',
    route: '/kendali/orang/:registration',
    phase: 'ended',
    ...staff,
    status: 400,
    path: afterwards(personOf(...HIS)),
    prepare: async (page) => {
      page.once('dialog', (dialog) => dialog.accept());
      const form = page.locator('form[action$="/nama"]');
      await page.locator('.m-ubah summary').first().click();
      await form.locator('[name=reason]').fill('Ejaan nama keliru di daftar undangan.');
      await form.locator('[name=pasti]').check();
      await form.locator('button').click();
      await shown('#salah-nama')(page);
      await page.locator('.m-ubah summary').last().click();
    },
  },
  {
    name: 'keberatan',
    route: '/kendali/keberatan',
    phase: 'ended',
    ...staff,
    path: afterwards('/kendali/keberatan'),
    english: true,
  },
  {
    name: 'keberatan-salah',
    route: '/kendali/keberatan',
    phase: 'ended',
    ...staff,
    status: 400,
    path: afterwards('/kendali/keberatan'),
    prepare: async (page) => {
      await page.locator('[name=answer]').first().fill('Benar, Anda hadir.');
      await page.locator('[value=koreksi]').first().check();
      await page.locator('.m-form button').first().click();
      await shown('.m-salah')(page);
    },
  },
];
