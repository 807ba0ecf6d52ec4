// What staff do to a campaign's sessions and its declaration, each with what it needs to succeed. At a
// session that nobody has opened: the default one is live by now.
import { openForm, post, SESSIONS, TEXTS } from '../session-office/plan-world.ts';
import type { ActWorld, RouteAct } from './staff-acts.ts';

const OTHER = `${SESSIONS}/26-agustus-2020`;
const NEW = {
  judul: 'Acara uji',
  tanggal: '2027-03-01',
  tempat: 'Uji',
  moda: 'daring',
  mulai: '09:00',
  selesai: '10:30',
};
const DRAFT = `${TEXTS}/2`;

/** The page's own form as it stands there, with some fields changed. */
const withForm =
  (page: string, path: string, fields: Record<string, string>) =>
  async ({ owner }: ActWorld) =>
    owner.post(path, { ...(await openForm(owner, page, path)), ...fields });

const plan = (path: string, fields: Record<string, string>): RouteAct => ({
  route: `/kendali/kampanye/:kampanye/acara/:sesi/${path}`,
  page: () => '',
  send: withForm(OTHER, `${OTHER}/${path}`, fields),
});

const text = (path: string, send: RouteAct['send']): RouteAct => ({
  route: `/kendali/kampanye/:kampanye/ikrar/:nomor/${path}`,
  page: () => '',
  ...(send && { send }),
});

const startText: RouteAct = {
  route: '/kendali/kampanye/:kampanye/ikrar/mulai',
  page: () => TEXTS,
};

export const SESSION_OFFICE_ACTS: readonly RouteAct[] = [
  {
    route: '/kendali/kampanye/:kampanye/acara',
    page: () => SESSIONS,
    action: 'acara',
    fields: NEW,
  },
  plan('susunan', { 'baris-0-judul': 'Pembukaan uji', lakukan: 'simpan' }),
  plan('keterangan', { tempat: 'Tempat uji' }),
  plan('aturan', { susulan: '30' }),
  plan('catatan', { catatan: 'Catatan uji' }),
  {
    // There and back: what follows is about the session that it was.
    route: '/kendali/kampanye/:kampanye/acara/:sesi/utama',
    page: () => '',
    send: async ({ owner, slug }) => {
      await post(owner, `${OTHER}/utama`);
      return post(owner, `${SESSIONS}/${slug}/utama`);
    },
  },
  {
    route: '/kendali/kampanye/:kampanye/acara/:sesi/hapus',
    page: () => SESSIONS,
    action: '1-maret-2027/hapus',
  },
  startText,
  text('hapus', ({ owner }) => post(owner, `${DRAFT}/hapus`, { revisi: '1' })),
  startText,
  text('simpan', withForm(DRAFT, `${DRAFT}/simpan`, { 'bagian-closing': 'Penutup uji.' })),
  text('terbitkan', async ({ owner }) =>
    owner.post(`${DRAFT}/terbitkan`, await openForm(owner, DRAFT, `${DRAFT}/simpan`)),
  ),
];
