// Staff's page of the documents of many rows: before the end, after it, an empty search, and when some are stale.
import { type PageState, staff } from './page-state.ts';

import { issued } from './page-states-desk.ts';
import type { PageWorld } from './page-world.ts';

const route = '/kendali/dokumen';

/** All is issued, and then the last signer's acting status is corrected. */
async function stale(world: PageWorld): Promise<string> {
  await issued(world);
  const { app } = world;
  const { certificates, amendments, domains } = app.ikrar;
  if ((await certificates.longDesk.listStale(app.session())).length > 0) return route;
  const signer = (await domains.signatures.list(app.session()._id)).at(-1);
  const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };
  const request = { registration: signer?.registration ?? '', reason: 'Status jabatan', by };
  const { name = '', acting } = signer?.personal ?? {};
  const corrected = acting === 'Plh.' ? ('Pj.' as const) : ('Plh.' as const);
  await amendments.correctName(request, { name, acting: corrected });
  return route;
}

export const STATES_OF_LONG_DOCUMENTS: PageState[] = [
  { name: 'dokumen-sebelum', route, phase: 'scheduled', ...staff },
  { name: 'dokumen', route, phase: 'ended', ...staff },
  {
    name: 'dokumen-tak-ada',
    route,
    phase: 'ended',
    path: () => `${route}?cari=zzzz`,
    ...staff,
  },
  { name: 'dokumen-usang', route, phase: 'ended', ...staff, path: stale },
];
