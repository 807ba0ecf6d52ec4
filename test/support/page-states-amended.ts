// What everybody sees of a signature that was withdrawn: staff, its holder, and who verifies. Last of
// all states, because nothing brings the signature back.
import { BY, seatOf } from '../official/official-world.ts';
import { type PageState, shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const REASON = 'Ditandatangani orang lain dari gawai yang sama.';

/** The signature of Kabupaten Karo's inspectorate, withdrawn once; gives its registration. */
async function withdrawn({ app }: PageWorld): Promise<string> {
  const seat = await seatOf(app, '12.06', 'inspektorat');
  const holder = await app.ikrar.domains.registrations.findOfSeat(seat._id);
  if (!holder) throw new Error('Nobody holds the seat');
  const registration = holder._id;
  const known = await app.ikrar.log.amendments.list(app.session()._id);
  if (!known.some((one) => one.kind === 'withdrawal' && one.registration === registration)) {
    const actor = { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' };
    const by = { actor, address: BY.address };
    await app.ikrar.amendments.withdraw({ registration, reason: REASON, by });
  }
  return registration;
}

const after = (path: (world: PageWorld) => string) => async (world: PageWorld) => {
  await withdrawn(world);
  return path(world);
};

const ended = { phase: 'ended' } as const;

export const STATES_AMENDED: PageState[] = [
  {
    name: 'orang-ditarik',
    route: '/kendali/orang/:registration',
    ...ended,
    ...staff,
    path: async (world) => `/kendali/orang/${await withdrawn(world)}`,
  },
  {
    name: 'ikrar-ditarik',
    route: '/ikrar',
    ...ended,
    as: 'signed',
    path: after(() => '/ikrar'),
    prepare: shown('h1:has-text("Tanda tangan Anda telah dicabut")'),
  },
  {
    name: 'panggung-ditarik',
    route: '/panggung',
    ...ended,
    as: 'signed',
    path: after(() => '/panggung'),
    // No link to a document that is refused.
    prepare: shown('[data-naskah-catatan]:has-text("telah dicabut oleh petugas")'),
  },
  {
    name: 'verifikasi-ditarik',
    route: '/verifikasi/:code',
    ...ended,
    path: after(({ files }) => `/verifikasi/${files().sample.code}`),
  },
];
