// How staff change the offices of Bawaslu and the library of the law.
import { formTokenIn } from '../support/browser.ts';
import type { ActWorld, RouteAct } from './staff-acts.ts';

const OFFICES = '/kendali/kampanye/netralitas-asn-2020/bawaslu';
const LIBRARY = '/kendali/kampanye/netralitas-asn-2020/perpustakaan';

/** A form with a file, or one of several on its page, sent as it is. */
const sendTo =
  (page: string, to: (world: ActWorld) => string | Promise<string>, fields = {}, csv?: string) =>
  async (world: ActWorld) => {
    const { app, owner } = world;
    const form = new FormData();
    form.set('_csrf', formTokenIn((await owner.open(page)).text));
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    if (csv !== undefined) form.set('berkas', new Blob([csv]), 'bawaslu.csv');
    const answer = await fetch(`${app.url}${await to(world)}`, {
      ...{ method: 'POST', body: form, redirect: 'manual' as const },
      headers: { cookie: owner.cookies() },
    });
    return { status: answer.status === 303 ? 200 : answer.status, text: await answer.text() };
  };
const newestEntry = async ({ newest }: ActWorld) => (await newest('law_entries'))._id;

const CIRCULAR = '/kendali/kampanye/netralitas-asn-2020/tindak-lanjut/33.24';
const PDF = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n';

/** Offices of Bawaslu, the library of the law and circulars of regions. */
export const FOLLOW_UP_ACTS: readonly RouteAct[] = [
  {
    route: '/kendali/kampanye/:kampanye/bawaslu/periksa',
    page: () => '',
    send: sendTo(
      OFFICES,
      () => `${OFFICES}/periksa`,
      {},
      'kode;kantor;alamat\n33.24;Bawaslu Uji;Jalan',
    ),
  },
  {
    route: '/kendali/kampanye/:kampanye/bawaslu/impor',
    page: () => OFFICES,
    action: 'impor',
  },
  {
    route: '/kendali/kampanye/:kampanye/bawaslu/:daerah',
    page: () => `${OFFICES}?daerah=12.06`,
    action: '12.06',
    fields: { office: 'Bawaslu Uji', address: 'Jalan Uji' },
  },
  {
    route: '/kendali/kampanye/:kampanye/perpustakaan/awal',
    page: () => LIBRARY,
    action: 'awal',
  },
  {
    route: '/kendali/kampanye/:kampanye/perpustakaan',
    page: () => '',
    send: sendTo(LIBRARY, () => LIBRARY, { title: 'Peraturan uji' }),
  },
  {
    route: '/kendali/kampanye/:kampanye/perpustakaan/:butir',
    page: () => '',
    send: sendTo(LIBRARY, async (world) => `${LIBRARY}/${await newestEntry(world)}`, {
      title: 'Peraturan uji, diperbaiki',
    }),
  },
  {
    route: '/kendali/kampanye/:kampanye/perpustakaan/:butir/hapus',
    page: () => LIBRARY,
    action: 'hapus',
  },
  {
    route: '/kendali/kampanye/:kampanye/tindak-lanjut/:daerah',
    page: () => '',
    send: sendTo(
      CIRCULAR,
      () => CIRCULAR,
      { nomor: '800/1', tanggal: '2020-10-06', versi: '0' },
      PDF,
    ),
  },
  {
    route: '/kendali/kampanye/:kampanye/tindak-lanjut/:daerah/tarik',
    page: () => CIRCULAR,
    action: 'tarik',
    fields: { alasan: 'Uji' },
  },
];
