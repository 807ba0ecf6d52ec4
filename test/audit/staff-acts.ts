// Every way in which staff change something, each with what it needs to succeed: routes by their
// pages' own forms, commands by their input. In the order of an event.
import type { EditableKind } from '../../server/certificate-templates/template-fields.ts';
import type { Actor } from '../../server/invitations/index.ts';
import { bringRegions, sendEmblem } from '../campaign-office/office-world.ts';
import { pngOf } from '../campaign-office/png-maker.ts';
import { fieldsOfBlocks, sendDraft } from '../certificate-templates/templates-world.ts';
import { contactCsv, uploadFile } from '../contacts/contact-world.ts';
import { personOf } from '../stage/stage-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { FOLLOW_UP_ACTS } from './follow-up-acts.ts';
import { SESSION_OFFICE_ACTS } from './session-office-acts.ts';

export interface ActWorld {
  app: TestApp;
  owner: TestBrowser;
  slug: string;
  /** The owner, as services know them. */
  by: Actor;
  /** The id of another member of staff. */
  other: string;
  /** An official of the default session. */
  registration(): Promise<string>;
  /** A document of a collection, the newest first. */
  newest(collection: string, filter?: object): Promise<Record<string, unknown>>;
}

/** A form on a page, sent with `fields`; `action` picks one where a page has several of its route. */
export interface RouteAct {
  route: string;
  page(world: ActWorld): string | Promise<string>;
  action?: string;
  /** The form that is about the other member of staff. */
  ofOther?: true;
  fields?: Record<string, string>;
  /** Instead of the page's own form, where a form is more than its hidden fields. */
  send?(world: ActWorld): Promise<{ status: number; text: string }>;
}

export interface CommandAct {
  command: string;
  input(world: ActWorld): object | Promise<object>;
}

/** One's own account; what needs an authenticator is in WITHOUT_EVENT. */
const OWN_ACCOUNT: readonly RouteAct[] = [
  {
    route: '/kendali/saya/sandi',
    page: () => '/kendali/saya',
    fields: { present: 'sandi panjang sekali', next: 'sandi lain yang panjang' },
  },
  {
    route: '/kendali/saya/token',
    page: () => '/kendali/saya',
    fields: { label: 'Uji', scopes: 'read:reports', days: '1' },
  },
  { route: '/kendali/saya/token/:token/akhiri', page: () => '/kendali/saya' },
  {
    route: '/kendali/saya/perangkat/:masuk/akhiri',
    async page({ app }) {
      const fields = { login: 'pemilik', password: 'sandi lain yang panjang' };
      await app.visitor().submit('/masuk', fields);
      return '/kendali/saya';
    },
  },
  { route: '/kendali/saya/perangkat/akhiri-lain', page: () => '/kendali/saya' },
];

/** Made by the first of the acts on campaigns. */
const NEW_CAMPAIGN = 'kampanye-uji';

export const ROUTE_ACTS: readonly RouteAct[] = [
  { route: '/kendali/siap/:sesi/:item', page: () => '/kendali/siap' },
  { route: '/kendali/gladi', page: () => '/kendali' },
  { route: '/kendali/tanya/:sesi/:question/:step', page: () => '/kendali/tanya', action: 'show' },
  {
    route: '/kendali/pengumuman/:sesi',
    page: () => '/kendali/tanya',
    fields: { text: 'Pengumuman uji', urgency: 'important', minutes: '5' },
  },
  { route: '/kendali/pengumuman/:sesi/tarik', page: () => '/kendali/tanya' },
  { route: '/kendali/takarir/:sesi/tautan', page: () => '/kendali/tanya' },
  {
    route: '/kendali/takarir/koreksi',
    page: () => '/kendali/takarir',
    fields: { text: 'Takarir uji, diperbaiki lagi' },
  },
  {
    route: '/kendali/kursi/:seat/kode',
    page: () => '/kendali/kursi?cari=kendal+sekretaris',
    fields: { reason: 'Kode hilang' },
  },
  ...['pin', 'alih', 'tarik'].map((action) => ({
    route: '/kendali/kursi/:seat/:action',
    page: () => '/kendali/kursi?cari=kendal+sekretaris',
    action,
    fields: { reason: 'Uji' },
  })),
  {
    route: '/kendali/hubungi/:region',
    page: ({ slug }) => `/kendali/hubungi?sesi=${slug}`,
    fields: { note: 'Tersambung' },
  },
  {
    route: '/kendali/koordinator/:region/tautan',
    page: () => '/kendali/koordinator?cari=kendal',
  },
  { route: '/kendali/koordinator/:region/tarik', page: () => '/kendali/koordinator?cari=kendal' },
  {
    route: '/kendali/kontak/:sesi/periksa',
    page: () => '',
    send: async ({ app, owner }) => {
      const answer = await uploadFile(app, owner, await contactCsv(app, 5));
      return { status: answer.status === 303 ? 200 : answer.status, text: '' };
    },
  },
  ...FOLLOW_UP_ACTS,
  { route: '/kendali/kontak/:sesi/:id/impor', page: () => '/kendali/kontak' },
  {
    route: '/kendali/kampanye-baru',
    page: () => '',
    send: ({ owner }) => {
      const path = '/kendali/kampanye-baru';
      const names = { nama: 'Kampanye Uji', pendek: 'Uji', tema: 'Uji' };
      const host = { instansi: 'Uji', singkatan: 'U' };
      return owner.submit(path, { ...names, ...host }, { action: path });
    },
  },
  {
    route: '/kendali/kampanye/:kampanye',
    page: ({ app }) => `/kendali/kampanye/${app.session().campaign}`,
    send: changeIdentity,
  },
  {
    route: '/kendali/kampanye/:kampanye/catatan',
    page: () => `/kendali/kampanye/${NEW_CAMPAIGN}`,
    action: 'catatan',
    fields: { catatan: 'Catatan uji' },
  },
  {
    route: '/kendali/kampanye/:kampanye/lambang',
    page: () => '',
    send: async ({ app, owner }) => {
      const { status } = await sendEmblem(app, owner, NEW_CAMPAIGN, pngOf());
      return { status: status === 303 ? 200 : status, text: '' };
    },
  },
  {
    route: '/kendali/kampanye/:kampanye/lambang/hapus',
    page: () => `/kendali/kampanye/${NEW_CAMPAIGN}`,
    action: 'hapus',
  },
  {
    route: '/kendali/kampanye/:kampanye/daerah/periksa',
    page: () => '',
    send: async ({ app, owner }) => {
      const { status } = await bringRegions(app, owner, NEW_CAMPAIGN);
      return { status: status === 303 ? 200 : status, text: '' };
    },
  },
  {
    route: '/kendali/kampanye/:kampanye/daerah',
    page: () => '',
    send: async ({ owner, newest }) => {
      const path = `/kendali/kampanye/${NEW_CAMPAIGN}/daerah`;
      const set = await newest('region_sets');
      return owner.submit(`${path}?set=${set._id}`, {}, { action: path });
    },
  },
  {
    route: '/kendali/kampanye/:kampanye/kursi',
    page: () => `/kendali/kampanye/${NEW_CAMPAIGN}/kursi`,
    fields: {
      ...{ 'd0-nama': 'Kepala Daerah', 'd0-wajib': 'ya', 'd1-nama': 'Jabatan Uji' },
      ...{ lengkap: 'required', tanda: 'obliged' },
    },
  },
  ...SESSION_OFFICE_ACTS,
  { route: '/kendali/akun/tautan', page: () => '/kendali/akun', fields: { role: 'host' } },
  ...['peran', 'pulihkan', 'keluarkan', 'nonaktifkan'].map((action) => ({
    route: `/kendali/akun/:account/${action}`,
    page: () => '/kendali/akun',
    send: (world: ActWorld) => onCompanion(world, action),
  })),
  ...OWN_ACCOUNT,
  {
    route: '/kendali/panggung',
    page: () => '/kendali/panggung',
    fields: { role: 'hall', title: 'Aula Uji' },
  },
  {
    route: '/kendali/panggung/:code/urutan',
    page: () => '/kendali/panggung',
    fields: { ke: '2' },
  },
  { route: '/kendali/panggung/:code/tautan', page: () => '/kendali/panggung' },
  { route: '/kendali/panggung/:code/tarik', page: () => '/kendali/panggung' },
  { route: '/kendali/naskah/mulai', page: () => '/kendali/naskah', fields: DRAFT('Pertama') },
  {
    route: '/kendali/naskah/:id/terbitkan',
    page: newestDraft,
    send: async ({ owner, newest }) => {
      const { _id, kind } = await newest('certificate_templates');
      // The kinds of the collection are those that can be edited.
      const blocks = fieldsOfBlocks(kind as EditableKind);
      return sendDraft(owner, String(_id), blocks, 'terbitkan');
    },
  },
  { route: '/kendali/naskah/:id/kembali', page: () => '/kendali/naskah' },
  { route: '/kendali/naskah/:id/pakai', page: () => '/kendali/naskah' },
  { route: '/kendali/naskah/mulai', page: () => '/kendali/naskah', fields: DRAFT('Kedua') },
  { route: '/kendali/naskah/periksa', page: newestDraft },
  { route: '/kendali/naskah/:id/hapus', page: () => '/kendali/naskah' },
];

/** The other account's form: an owner who is signed out could not go on. */
async function onCompanion({ app, owner }: ActWorld, action: string) {
  const accounts = app.database.connection.collection('accounts');
  const companion = await accounts.findOne({ login: 'pendamping' });
  const _csrf = formTokenIn((await owner.open('/kendali/akun')).text);
  const fields = { _csrf, campaign: '*', role: 'moderator' };
  return owner.post(`/kendali/akun/${companion?._id}/${action}`, fields);
}

function DRAFT(nama: string): Record<string, string> {
  return { dari: 'bawaan', nama };
}

function privacyDesk({ app }: ActWorld): string {
  return `/kendali/kampanye/${app.session().campaign}/data-pribadi`;
}

async function newestDraft({ newest, slug }: ActWorld): Promise<string> {
  const { _id } = await newest('certificate_templates');
  return `/kendali/naskah/${_id}?sesi=${slug}`;
}

/** After the event, when there are signatures and certificates. */
export const LATER_ACTS: readonly RouteAct[] = [
  { route: '/kendali/dokumen', page: ({ slug }) => `/kendali/dokumen?sesi=${slug}` },
  {
    route: '/kendali/orang/:registration/koreksi',
    page: async ({ registration }) => `/kendali/orang/${await registration()}`,
    fields: { minutes: '45', reason: 'Perangkat mati' },
  },
  {
    route: '/kendali/keberatan/:objection/jawab',
    page: ({ slug }) => `/kendali/keberatan?sesi=${slug}`,
    fields: { outcome: 'tetap', answer: 'Sesuai catatan.', minutes: '' },
  },
  {
    route: '/kendali/orang/:registration/nama',
    page: async ({ registration }) => `/kendali/orang/${await registration()}`,
    fields: { name: 'Pejabat Uji Lain', acting: '', reason: 'Salah ketik', pasti: '1' },
  },
  { route: '/kendali/dokumen/ulang', page: ({ slug }) => `/kendali/dokumen?sesi=${slug}` },
  {
    route: '/kendali/orang/:registration/cabut',
    page: async ({ registration }) => `/kendali/orang/${await registration()}`,
    fields: { reason: 'Diminta penanda tangan', pasti: '1' },
  },
  {
    route: '/kendali/pencabutan/:code/:action',
    page: async ({ app, newest, slug }) => {
      const jobs = app.database.connection.collection('issue_jobs');
      // What the acts before have asked for replaces documents for a while.
      await until('documents', async () => !(await jobs.findOne({ state: 'running' })), 60_000);
      const { number } = await newest('certificates', { active: true, sha256: { $ne: null } });
      return `/kendali/pencabutan?sesi=${slug}&nomor=${number}`;
    },
    action: 'cabut',
    fields: { reason: 'issued-in-error', note: 'Uji' },
  },
  {
    route: '/kendali/sertifikat/:sesi/terbitkan',
    page: () => '',
    send: async ({ owner, slug }) => {
      const { text } = await owner.open(`/kendali/sertifikat?sesi=${slug}`);
      const _csrf = formTokenIn(text);
      return owner.post(`/kendali/sertifikat/${slug}/terbitkan`, { _csrf });
    },
  },
  {
    route: '/kendali/kampanye/:kampanye/data-pribadi/pemberitahuan',
    page: privacyDesk,
    fields: { lines: 'Baris uji', basis: 'Dasar uji', text: 'Isi uji' },
  },
  {
    route: '/kendali/kampanye/:kampanye/data-pribadi/retensi',
    page: privacyDesk,
    fields: { months: '0' },
  },
  {
    route: '/kendali/kampanye/:kampanye/data-pribadi/permohonan/:id',
    page: async (world) => {
      const { domains, privacy } = world.app.ikrar;
      const one = await domains.stores.registrations.find(await world.registration());
      if (one) await privacy.erasures.ask(one, world.app.session(), world.by);
      return privacyDesk(world);
    },
    fields: { keputusan: 'tolak', reason: 'Uji' },
  },
  { route: '/kendali/bukti/:sesi', page: ({ slug }) => `/kendali/bukti?sesi=${slug}` },
  { route: '/kendali/berkas-acara/:sesi', page: dossierPage },
];

/** The minutes wait for the log, which has a name and a withdrawal of just now to take in. */
async function dossierPage({ app, slug }: ActWorld): Promise<string> {
  const { _id: session } = app.session();
  const { connection } = app.database;
  const count = (name: string, filter: object = {}) =>
    connection.collection(name).countDocuments({ session, ...filter });
  await until('the log has all of it', async () => {
    const leaves =
      (await count('signatures', { kind: 'signature' })) + (await count('log_amendments'));
    return (await app.ikrar.log.service.headOf(session))?.size === leaves;
  });
  return `/kendali/berkas-acara/${slug}`;
}

/** The identity as it stands, with another theme. */
async function changeIdentity({ app, owner, newest }: ActWorld) {
  const { campaign } = app.session();
  const path = `/kendali/kampanye/${campaign}`;
  const stored = await newest('campaigns', { slug: campaign });
  const { name, shortName, emblemText, colours, host } = stored;
  const { name: hostName, short: hostShort } = host as { name: string; short: string };
  const fields = { name, shortName, emblemText, hostName, hostShort, theme: 'Tema uji' };
  // The documents are those of the model.
  const form = { ...fields, ...(colours as object) } as Record<string, string>;
  return owner.submit(path, form, { action: path });
}

const question = async ({ newest }: ActWorld) => newest('questions');

/** Staff's commands, while the event is live. */
export const COMMAND_ACTS: readonly CommandAct[] = [
  { command: 'readiness:tick', input: () => ({ item: 'desk', on: true }) },
  { command: 'session:act', input: () => ({ action: 'open-doors' }) },
  { command: 'session:act', input: () => ({ action: 'go-live' }) },
  { command: 'presenter:toggle', input: () => ({ on: false }) },
  { command: 'stage:direct', input: () => ({}) },
  {
    command: 'stage:act',
    input: async ({ app }) => ({ act: 'block', who: `m-${(await personOf(app, 'speaker')).code}` }),
  },
  { command: 'recording:start', input: () => ({}) },
  { command: 'recording:stop', input: () => ({}) },
];

/** The same, once somebody has asked a question. */
export const TALK_ACTS: readonly CommandAct[] = [
  {
    command: 'talk:moderate',
    input: async (world) => {
      const { _id, version } = await question(world);
      return { question: _id, step: 'approve', version };
    },
  },
  {
    command: 'talk:announce',
    input: () => ({ text: 'Pengumuman uji', urgency: 'normal', minutes: 1, seen: 0 }),
  },
  {
    command: 'talk:withdraw',
    input: async ({ newest }) => ({ number: (await newest('announcements')).number }),
  },
  {
    command: 'talk:correct',
    input: async ({ app, newest, by }) => {
      const line = { text: 'Takarir uji', key: 'kunci-uji-0123456789' };
      await app.ikrar.domains.talk.captions.add(app.session(), line, by);
      const { number, version } = await newest('captions');
      return { number, version, text: 'Takarir uji, diperbaiki' };
    },
  },
];

/** What changes nothing that lasts, or what somebody is still typing; each with its reason. */
export const WITHOUT_EVENT: Record<string, string> = {
  '/kendali/naskah/:id/simpan': 'a draft is what somebody types: its beginning and end are events',
  '/kendali/undangan/:sesi/kirim':
    'refused without a mail server; its event: delivery.behaviour.ts',
  '/kendali/undangan/:sesi/ulang': 'the same',
  '/kendali/kampanye/:kampanye/tindak-lanjut/pengingat':
    'needs a mail server and a session that was signed: test/follow-up/reminder.behaviour.ts',
  '/kendali/kampanye/:kampanye/tindak-lanjut/pengingat/ulang': 'the same',
  '/kendali/saya/langkah-kedua/mulai': 'a secret that counts for nothing until it is confirmed',
  '/kendali/saya/langkah-kedua': 'needs an authenticator; its event: second-factor.behaviour.ts',
  '/kendali/saya/langkah-kedua/pemulihan': 'the same',
  '/kendali/saya/langkah-kedua/lepas': 'the same',
  '/kendali/naskah/:id/simpan-otomatis': 'the same, by the script',
  'board:snapshot': 'reads',
  'matrix:snapshot': 'reads',
  'talk:desk': 'reads',
  'talk:caption': 'the transcript itself keeps who typed each line, and when',
  '/kendali/takarir/baris': 'the same, by a form',
  'livestream:access': 'gives a token that ends by itself',
};
