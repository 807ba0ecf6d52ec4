// Where to report and the law: staff's two pages, empty, filled and refused, and what everybody reads.
import { createLibraryStore, createReportingStore } from '../../server/follow-up/index.ts';
import { type PageState, staff } from './page-state.ts';
import { KENDAL, type PageWorld } from './page-world.ts';

const CAMPAIGN = 'netralitas-asn-2020';
const offices = '/kendali/kampanye/:kampanye/bawaslu';
const library = '/kendali/kampanye/:kampanye/perpustakaan';
const law = '/hukum/:kampanye';
const at = (route: string, query = '') => `${route.replace(':kampanye', CAMPAIGN)}${query}`;
const by = { kind: 'staff', id: 'uji', label: 'Petugas uji' } as const;

/** An office, a checked file with a bad row, and two entries, one with a file. */
const filled =
  (path: string) =>
  async ({ app }: PageWorld): Promise<string> => {
    const { connection } = app.database;
    const [reporting, laws] = [createReportingStore(connection), createLibraryStore(connection)];
    const office = {
      ...{ office: 'Bawaslu Kabupaten Kendal', address: 'Jalan Uji Nomor 1, Kendal' },
      ...{
        phone: '(0294) 555010',
        email: 'kendal@contoh.go.id',
        web: 'https://kendal.contoh.go.id',
      },
    };
    const change = { campaign: CAMPAIGN, at: new Date(), by };
    const file = { sha256: 'ab'.repeat(32), size: 812_000 };
    const entry = (title: string) => ({
      ...{
        campaign: CAMPAIGN,
        title,
        note: 'Menggantikan peraturan yang lama.',
        changedAt: change.at,
      },
      ...{ by, link: 'https://contoh.go.id/peraturan' },
    });
    await app.database.transaction(async (transaction) => {
      await reporting.putMany([{ region: KENDAL, ...office }], change, transaction);
      await reporting.putImport(
        {
          ...{ _id: CAMPAIGN, file: 'uji0000000000000', at: change.at, by },
          rows: [{ region: KENDAL, ...office }],
          bad: [{ line: 4, problem: 'REGION_UNKNOWN', value: '99.99' }],
        },
        transaction,
      );
      if ((await laws.count(CAMPAIGN)) > 0) return;
      await laws.add(
        [
          { _id: 'hukum00000000001', ...entry('Undang-Undang Uji Nomor 1'), file },
          { _id: 'hukum00000000002', ...entry('Peraturan Uji'), file: null },
        ],
        transaction,
      );
    });
    return path;
  };

export const STATES_OF_FOLLOW_UP: PageState[] = [
  { name: 'bawaslu-kosong', route: offices, phase: 'scheduled', ...staff, path: () => at(offices) },
  { name: 'bawaslu-tamu', route: offices, phase: 'scheduled', path: () => at(offices) },
  {
    name: 'perpustakaan-kosong',
    route: library,
    phase: 'scheduled',
    ...staff,
    path: () => at(library),
  },
  { name: 'perpustakaan-tamu', route: library, phase: 'scheduled', path: () => at(library) },
  {
    name: 'hukum-kosong',
    route: law,
    phase: 'scheduled',
    path: () => at(law, `?daerah=${KENDAL}`),
  },
  {
    name: 'bawaslu-ubah',
    route: offices,
    phase: 'doors',
    ...staff,
    path: filled(at(offices, `?daerah=${KENDAL}`)),
  },
  {
    name: 'perpustakaan-terisi',
    route: library,
    phase: 'doors',
    ...staff,
    path: filled(at(library)),
  },
  {
    name: 'hukum-terisi',
    route: law,
    phase: 'doors',
    path: filled(at(law, `?daerah=${KENDAL}`)),
    english: true,
  },
];
