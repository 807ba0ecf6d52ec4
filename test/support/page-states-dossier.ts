// The page of dossiers: before the end, after it, with one that was made; the comparison of a
// campaign's sessions; and both for nobody else.
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const route = '/kendali/berkas-acara/:sesi';
const path = ({ app }: PageWorld): string => `/kendali/berkas-acara/${app.session().slug}`;

/** A dossier of now, as a member of staff would make it; the page then names it. */
const withDossier = async (world: PageWorld): Promise<string> => {
  const actor = { kind: 'staff', id: 'uji', label: 'Petugas uji' } as const;
  await world.app.ikrar.dossier.dossiers.make(world.app.session(), { actor, address: '' });
  return path(world);
};

const compared = '/kendali/kampanye/:kampanye/perbandingan';
const of2020 =
  (query = '') =>
  () =>
    `/kendali/kampanye/netralitas-asn-2020/perbandingan${query}`;

const STATES_OF_COMPARISON: PageState[] = [
  { name: 'perbandingan-kosong', route: compared, phase: 'scheduled', ...staff, path: of2020() },
  { name: 'perbandingan-tamu', route: compared, phase: 'scheduled', path: of2020() },
  { name: 'perbandingan-satu', route: compared, phase: 'ended', ...staff, path: of2020() },
  {
    name: 'perbandingan-saringan-kosong',
    route: compared,
    phase: 'ended',
    ...staff,
    path: of2020('?provinsi=33&kelompok=some'),
  },
];

export const STATES_OF_DOSSIER: PageState[] = [
  { name: 'berkas-acara-belum-berakhir', route, phase: 'scheduled', ...staff, path, english: true },
  { name: 'berkas-acara-tamu', route, phase: 'scheduled', path },
  { name: 'berkas-acara-kosong', route, phase: 'ended', ...staff, path },
  { name: 'berkas-acara-dibuat', route, phase: 'ended', ...staff, path: withDossier },
  ...STATES_OF_COMPARISON,
];
