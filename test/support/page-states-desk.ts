// The page "Sertifikat" and the revocations: before anything is issued, while it runs, with
// failures, when all is there, and one certificate's form.
import { createLeases } from '../../server/core/lease.ts';
import { type PageState, shown, staff } from './page-state.ts';
import { KENDAL, type PageWorld } from './page-world.ts';
import { until } from './until.ts';

/** The platform by itself would leave the documents of many rows to staff. */
const STAFF = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };
/** Also the documents of every region, on a busy machine. */
const ISSUED_MS = 150_000;
const route = '/kendali/sertifikat';
const revocations = '/kendali/pencabutan';

/** All that the event is due is there, as if staff had asked for it. */
export async function issued({ app }: PageWorld): Promise<void> {
  const { desk, runner } = app.ikrar.desk;
  await until(
    'the log',
    async () => (await app.ikrar.log.service.stateOf(app.session()._id)).pending === 0,
  );
  await desk.begin(app.session(), STAFF);
  runner.wake();
  await until(
    'all certificates',
    async () => {
      // Counting everything with every look would take the time from the issuing.
      if ((await desk.latest(app.session()))?.state !== 'done') return false;
      const { state, total, issued: made, failed } = await desk.progress(app.session());
      return state === 'done' && total > 0 && made + failed >= total;
    },
    ISSUED_MS,
  );
}

/** A job that another process seems to work at; it lives as long as its lease. */
async function running(world: PageWorld): Promise<string> {
  await issued(world);
  const { app } = world;
  const { connection } = app.database;
  const session = app.session()._id;
  const leases = createLeases({ connection, node: 'uji' });
  // The platform's own runner may still be letting go of it.
  await until(
    'the lease',
    async () => (await leases.take(`issuing/${session}`, 20_000)) !== undefined,
  );
  const jobs = connection.collection<{ _id: string }>('issue_jobs');
  // The page is opened in two languages: the job of the first is over by now.
  await jobs.deleteMany({ session, $or: [{ state: 'running' }, { _id: 'uji-berjalan' }] });
  // The platform's clock, which runs ahead of this one's: the newest job is the one that is shown.
  const now = app.ikrar.base.clock.now().getTime();
  const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000);
  await jobs.insertOne({
    _id: 'uji-berjalan',
    session,
    by: { kind: 'staff', id: 'a', label: 'Petugas Uji' },
    ...{ schemaVersion: 1, state: 'running', totals: { declaration: 1238 }, made: 412 },
    ...{ startedAt: at(0), resumedAt: at(10), activeAt: at(0), handledSince: 412 },
    finishedAt: null,
  } as { _id: string });
  return route;
}

/** Two documents could not be made. */
async function failing(world: PageWorld): Promise<string> {
  await issued(world);
  const { app } = world;
  const session = app.session()._id;
  const { registrations } = app.ikrar.domains.stores;
  const people = await registrations.listActiveOfRegion(session, KENDAL);
  const failures = people.slice(0, 2).map(({ _id }, place) => ({
    _id: `${session}/declaration/${_id}-uji`,
    ...{ session, kind: 'declaration', subject: _id, tries: 1, at: new Date() },
    ...(place === 0
      ? { reason: 'MISSING_GLYPH', detail: 'U+1F600' }
      : { reason: 'INTERNAL', detail: '' }),
  }));
  const collection = app.database.connection.collection<{ _id: string }>('issue_failures');
  await collection.deleteMany({ session });
  await collection.insertMany(failures);
  return route;
}

const formOf = async ({ app, files }: PageWorld): Promise<string> => {
  const file = await app.ikrar.certificates.store.findByCode(files().valid.code, 'full');
  return `${revocations}?nomor=${file?.number ?? ''}`;
};

const revokedOf = async ({ app, files }: PageWorld): Promise<string> => {
  const file = await app.ikrar.certificates.store.findByCode(files().revoked.code, 'full');
  return `${revocations}?nomor=${file?.number ?? ''}&selesai=cabut`;
};

export const STATES_OF_DESK: PageState[] = [
  { name: 'sertifikat-kosong', route, phase: 'scheduled', ...staff },
  { name: 'sertifikat-tamu', route, phase: 'scheduled' },
  { name: 'pencabutan-kosong', route: revocations, phase: 'scheduled', ...staff },
  { name: 'sertifikat-menandatangani', route, phase: 'signing', ...staff },
  { name: 'pencabutan-formulir', route: revocations, phase: 'signing', ...staff, path: formOf },
  { name: 'pencabutan-dicabut', route: revocations, phase: 'signing', ...staff, path: revokedOf },
  {
    name: 'pencabutan-tak-dikenal',
    route: revocations,
    phase: 'signing',
    ...staff,
    path: () => `${revocations}?nomor=IKR-2020-10-07-D-999999`,
  },
  {
    name: 'sertifikat-berakhir',
    route,
    phase: 'ended',
    ...staff,
    path: async (world) => {
      await issued(world);
      return route;
    },
  },
  {
    name: 'sertifikat-cari',
    route,
    phase: 'ended',
    ...staff,
    path: () => `${route}?cari=karo`,
    prepare: shown('.d-cari li:first-child .d-nomor'),
  },
  { name: 'sertifikat-gagal', route, phase: 'ended', ...staff, path: failing },
  {
    name: 'sertifikat-berjalan',
    route,
    phase: 'ended',
    ...staff,
    path: running,
    prepare: (page) =>
      page.locator('[data-keadaan]', { hasText: /Sedang diterbitkan|Being issued/ }).waitFor(),
    english: true,
  },
];
