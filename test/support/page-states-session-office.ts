// The pages of a campaign's sessions and of its declaration: empty, typed wrong, edited by two, over.
import type { Page } from 'playwright-core';
import { type PageState, shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const SESSIONS = '/kendali/kampanye/:kampanye/acara';
const TEXTS = '/kendali/kampanye/:kampanye/ikrar';
const base = ({ app }: PageWorld) => `/kendali/kampanye/${app.session().campaign}`;
const list = (world: PageWorld) => `${base(world)}/acara`;
const own = (world: PageWorld) => `${list(world)}/${world.app.session().slug}`;
const text = (rest: string) => (world: PageWorld) => `${base(world)}/ikrar${rest}`;
const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' }, address: '' };

/** A session of which nothing else is shown. */
const other = (world: PageWorld) => `${list(world)}/26-agustus-2020`;

/** Somebody else changes the agenda while the page is open; then the page's own form is sent. */
async function overtaken(page: Page, { app }: PageWorld) {
  const { plans } = app.ikrar.sessionOffice;
  const known = app.ikrar.domains.live.findBySlug('26-agustus-2020');
  const session = await plans.get(known?._id ?? '');
  await plans.change({
    ...{ session: session._id, section: 'agenda', base: session.planVersion ?? 1, by },
    next: ({ agenda, timesArePlaceholders }) => ({
      timesArePlaceholders,
      items: agenda.map(({ time: _time, ...item }) => ({ ...item, title: `${item.title} *` })),
    }),
  });
  await page.locator('[name="baris-2-judul"]').fill('Sambutan tamu kehormatan');
  await page.locator('.n-form-susunan .tombol.utama').click();
  await page.locator('#selisih').waitFor();
}

/** The draft that there is, else a new one. */
async function draft({ app }: PageWorld): Promise<number> {
  const { texts, campaigns } = app.ikrar.sessionOffice;
  const campaign = await campaigns.find(app.session().campaign);
  if (!campaign) throw new Error('No campaign');
  const [newest] = await texts.list(campaign);
  return newest?.state === 'draft' ? newest.number : (await texts.start(campaign, by)).number;
}

/** The draft with other words in one clause and its closing. */
async function changedDraft(world: PageWorld): Promise<number> {
  const { texts, campaigns } = world.app.ikrar.sessionOffice;
  const number = await draft(world);
  const campaign = await campaigns.find(world.app.session().campaign);
  if (!campaign) throw new Error('No campaign');
  const { words, revision } = await texts.get(campaign, number);
  const [first = '', ...others] = words.clauses;
  const clauses = [first.replace('masyarakat', 'seluruh warga masyarakat'), ...others];
  const closing = 'Ikrar ini kami nyatakan demi persatuan bangsa.';
  const next = { ...words, clauses, closing };
  await texts.save({ campaign, number, revision, words: next, by });
  return number;
}

export const STATES_OF_SESSION_OFFICE: PageState[] = [
  { name: 'acara-daftar', route: SESSIONS, phase: 'scheduled', ...staff, path: list },
  {
    name: 'acara-baru-salah',
    status: 400,
    route: SESSIONS,
    phase: 'scheduled',
    ...staff,
    path: list,
    prepare: async (page) => {
      const form = page.locator('form.n-form');
      await form.locator('[name="judul"]').fill('Acara uji');
      await form.locator('[name="tanggal"]').fill('2027-03-01');
      await form.locator('[name="tempat"]').fill('Jakarta');
      await form.locator('[name="selesai"]').fill('09:30');
      await form.locator('button.utama').click();
      await shown('.n-galat')(page);
    },
  },
  { name: 'acara-rencana', route: `${SESSIONS}/:sesi`, phase: 'scheduled', ...staff, path: own },
  {
    name: 'acara-dua-petugas',
    status: 409,
    route: `${SESSIONS}/:sesi`,
    phase: 'scheduled',
    ...staff,
    path: other,
    prepare: overtaken,
  },
  { name: 'naskah-ikrar-versi', route: TEXTS, phase: 'scheduled', ...staff, path: text('') },
  {
    name: 'naskah-ikrar-terbit',
    route: `${TEXTS}/:nomor`,
    phase: 'scheduled',
    ...staff,
    path: text('/1'),
  },
  {
    name: 'naskah-ikrar-rancangan',
    route: `${TEXTS}/:nomor`,
    phase: 'scheduled',
    ...staff,
    path: async (world) => text(`/${await draft(world)}`)(world),
  },
  {
    name: 'naskah-ikrar-banding',
    route: `${TEXTS}/banding`,
    phase: 'scheduled',
    ...staff,
    path: async (world) => text(`/banding?lama=1&kini=${await draft(world)}`)(world),
  },
  {
    name: 'naskah-ikrar-banding-beda',
    route: `${TEXTS}/banding`,
    phase: 'scheduled',
    ...staff,
    path: async (world) => text(`/banding?lama=1&kini=${await changedDraft(world)}`)(world),
  },
  { name: 'acara-berlangsung', route: `${SESSIONS}/:sesi`, phase: 'live', ...staff, path: own },
  { name: 'acara-selesai', route: `${SESSIONS}/:sesi`, phase: 'ended', ...staff, path: own },
];
