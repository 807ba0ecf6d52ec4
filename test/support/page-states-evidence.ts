// The page of evidence bundles: before anybody signed, with bundles, and for nobody else.
import type { PageState } from './page-state.ts';
import { staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const route = '/kendali/bukti';

/** A bundle of now, as a member of staff would make it. */
const withBundle = async ({ app }: PageWorld): Promise<string> => {
  const session = app.session();
  const actor = { kind: 'staff', id: 'uji', label: 'Petugas uji' } as const;
  const { _id } = await app.ikrar.evidence.service.make(session, { actor, address: '' });
  return `${route}?sesi=${session.slug}&baru=${_id}`;
};

export const STATES_OF_EVIDENCE: PageState[] = [
  { name: 'bukti-kosong', route, phase: 'scheduled', ...staff, english: true },
  { name: 'bukti-tamu', route, phase: 'scheduled' },
  { name: 'bukti-dibuat', route, phase: 'ended', ...staff, path: withBundle },
];
