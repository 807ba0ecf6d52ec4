// Circulars and reminders: the board empty, filled, filtered and after signing; a region's page for
// staff and for its coordinator; refused forms; the public list.
import { createCircularStore } from '../../server/follow-up/index.ts';
import { coordinatorPath } from '../follow-up/circular-world.ts';
import { type PageState, shown, staff } from './page-state.ts';
import { KENDAL, type PageWorld } from './page-world.ts';

const CAMPAIGN = 'netralitas-asn-2020';
const board = '/kendali/kampanye/:kampanye/tindak-lanjut';
const region = `${board}/:daerah`;
const own = '/koordinator/edaran';
const open = '/edaran/:kampanye';
const at = (route: string, query = '') =>
  `${route.replace(':kampanye', CAMPAIGN).replace(':daerah', KENDAL)}${query}`;
const by = { kind: 'coordinator', id: KENDAL, label: `Koordinator ${KENDAL}` } as const;
const KUKAR = '64.02';

/** Kendal's circular was replaced once; another region's was withdrawn. */
async function fill({ app }: PageWorld): Promise<void> {
  const store = createCircularStore(app.database.connection);
  if ((await store.list(CAMPAIGN)).length > 0) return;
  const moment = new Date();
  const make = (code: string, version: number, number: string) => ({
    ...{ _id: `${CAMPAIGN}:${code}:${version}`, campaign: CAMPAIGN, region: code, version, number },
    ...{ date: '2020-10-08', file: { sha256: 'cd'.repeat(32), size: 812_000 }, at: moment, by },
  });
  await app.database.transaction(async (transaction) => {
    for (const [code, version, number] of [
      [KENDAL, 1, '800/1231/2020'],
      [KENDAL, 2, '800/1234/2020'],
      [KUKAR, 1, 'P-1999/BKPSDM/065.11/10/2020'],
    ] as const) {
      const withdrawn = code === KUKAR ? { at: moment, by, reason: 'Salah berkas' } : null;
      await store.add(
        { ...make(code, version, number), withdrawn },
        Buffer.from('%PDF-'),
        transaction,
      );
    }
  });
}
const filled =
  (path: string) =>
  async (world: PageWorld): Promise<string> => {
    await fill(world);
    return path;
  };
/** The page behind the coordinator's link. */
const asCoordinator = async ({ app }: PageWorld) => coordinatorPath(app, KENDAL);
const toOwn =
  (then: string) =>
  async (page: Parameters<ReturnType<typeof shown>>[0], { app }: PageWorld): Promise<void> => {
    await page.goto(`${app.url}${own}`);
    await shown(then)(page);
  };

export const STATES_OF_CIRCULARS: PageState[] = [
  {
    name: 'tindak-lanjut-kosong',
    route: board,
    phase: 'scheduled',
    ...staff,
    path: () => at(board),
  },
  { name: 'tindak-lanjut-tamu', route: board, phase: 'scheduled', path: () => at(board) },
  {
    name: 'edaran-daerah-kosong',
    route: region,
    phase: 'scheduled',
    ...staff,
    path: () => at(region),
  },
  { name: 'edaran-publik-kosong', route: open, phase: 'scheduled', path: () => at(open) },
  { name: 'edaran-tanpa-tautan', route: own, phase: 'scheduled', status: 401 },
  {
    name: 'edaran-koordinator-kosong',
    route: own,
    phase: 'scheduled',
    path: asCoordinator,
    prepare: toOwn('#j-unggah'),
  },
  {
    name: 'tindak-lanjut-terisi',
    route: board,
    phase: 'doors',
    ...staff,
    path: filled(at(board)),
    english: true,
  },
  {
    name: 'tindak-lanjut-saringan',
    route: board,
    phase: 'doors',
    ...staff,
    path: filled(at(board, '?provinsi=33&keadaan=ada')),
  },
  {
    name: 'tindak-lanjut-tak-ada',
    route: board,
    phase: 'doors',
    ...staff,
    path: filled(at(board, '?provinsi=12&keadaan=ada')),
  },
  { name: 'edaran-daerah', route: region, phase: 'doors', ...staff, path: filled(at(region)) },
  {
    name: 'edaran-daerah-salah',
    route: region,
    phase: 'doors',
    ...staff,
    path: filled(at(region)),
    status: 400,
    async prepare(page) {
      await page.locator('[name=alasan]').evaluate((field) => field.removeAttribute('required'));
      await page.locator('details.s-urus summary').click();
      await page.locator('form[action$="/tarik"] button').click();
      await shown('#salah-tarik')(page);
    },
  },
  { name: 'edaran-publik', route: open, phase: 'doors', path: filled(at(open)), english: true },
  {
    name: 'edaran-koordinator',
    route: own,
    phase: 'doors',
    path: asCoordinator,
    async prepare(page, world) {
      await fill(world);
      await toOwn('#j-riwayat')(page, world);
    },
  },
  { name: 'tindak-lanjut-susulan', route: board, phase: 'late', ...staff, path: () => at(board) },
  { name: 'tindak-lanjut-selesai', route: board, phase: 'ended', ...staff, path: () => at(board) },
];
