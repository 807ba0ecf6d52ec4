// Every way in which staff change something, each with what it needs to succeed: routes by their
// pages' own forms, commands by their input. In the order of an event.
import type { EditableKind } from '../../server/certificate-templates/template-fields.ts';
import type { Actor } from '../../server/invitations/index.ts';
import { fieldsOfBlocks, sendDraft } from '../certificate-templates/templates-world.ts';
import { personOf } from '../stage/stage-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

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
  { route: '/kendali/akun/tautan', page: () => '/kendali/akun', fields: { role: 'host' } },
  { route: '/kendali/akun/token', page: () => '/kendali/akun' },
  { route: '/kendali/akun/:account/keluarkan', page: () => '/kendali/akun', ofOther: true },
  { route: '/kendali/akun/:account/nonaktifkan', page: () => '/kendali/akun', ofOther: true },
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

function DRAFT(nama: string): Record<string, string> {
  return { dari: 'bawaan', nama };
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
    page: async ({ newest, slug }) => {
      const { number } = await newest('certificates', { active: true });
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
  { route: '/kendali/bukti/:sesi', page: ({ slug }) => `/kendali/bukti?sesi=${slug}` },
];

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
  '/kendali/naskah/:id/simpan-otomatis': 'the same, by the script',
  'board:snapshot': 'reads',
  'matrix:snapshot': 'reads',
  'talk:desk': 'reads',
  'talk:caption': 'the transcript itself keeps who typed each line, and when',
  '/kendali/takarir/baris': 'the same, by a form',
  'livestream:access': 'gives a token that ends by itself',
};
