// The campaign office for tests: a signed-in owner, and campaigns made through its own forms.
import { signInStaff } from '../control/staff-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

export const SOURCE = 'netralitas-asn-2020';
export const NEW_PATH = '/kendali/kampanye-baru';

export interface OfficeWorld {
  app: TestApp;
  owner: TestBrowser;
  /** All documents of a collection, or those that match. */
  all(collection: string, filter?: object): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export async function createOfficeWorld(): Promise<OfficeWorld> {
  const app = await startApp();
  return {
    app,
    owner: await signInStaff(app, 'pemilik', 'owner'),
    all: (collection, filter = {}) =>
      app.database.connection.collection(collection).find(filter).toArray(),
    stop: () => app.stop(),
  };
}

/** Sends a region file of the lines through the page's form. */
export async function bringRegions(
  app: TestApp,
  owner: TestBrowser,
  campaign: string,
  { lines = REGION_LINES, name = 'Dua daerah' }: { lines?: string[]; name?: string } = {},
) {
  const page = `/kendali/kampanye/${campaign}/daerah`;
  const { text } = await owner.open(page);
  const form = new FormData();
  form.set('_csrf', formTokenIn(text));
  form.set('nama', name);
  const rows = ['kode;tingkat;nama;provinsi;zona waktu', ...lines];
  form.set('berkas', new Blob([rows.join('\n')]), 'daerah.csv');
  const answer = await fetch(`${app.url}${page}/periksa`, {
    ...{ method: 'POST', body: form, redirect: 'manual' },
    headers: { cookie: owner.cookies() },
  });
  const to = answer.headers.get('location') ?? '';
  return { status: answer.status, text: await answer.text(), to };
}

/** Sends a picture through the page's form. */
export async function sendEmblem(
  app: TestApp,
  owner: TestBrowser,
  campaign: string,
  bytes: Buffer,
  own: Record<string, string> = {},
) {
  const page = `/kendali/kampanye/${campaign}`;
  const { text } = await owner.open(page);
  const form = new FormData();
  const versi = /name="versi" value="(\d+)"/.exec(text)?.[1] ?? '';
  const fields = { _csrf: formTokenIn(text), versi, ...own };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('berkas', new Blob([new Uint8Array(bytes)]), 'lambang.png');
  const answer = await fetch(`${app.url}${page}/lambang`, {
    ...{ method: 'POST', body: form, redirect: 'manual' },
    headers: { cookie: owner.cookies() },
  });
  return { status: answer.status, text: await answer.text() };
}

export const REGION_LINES = [
  '51.08;kabupaten;Kabupaten Buleleng;Bali;WITA',
  '33.24;kabupaten;Kabupaten Kendal;Jawa Tengah;WIB',
];

/** Fills the form of a clone; `fields` in place of the usual ones. */
export const cloneBy = (
  owner: TestBrowser,
  fields: Record<string, string>,
  source: string = SOURCE,
) =>
  owner.submit(
    `${NEW_PATH}?dari=${source}`,
    {
      nama: 'Gerakan Nasional Netralitas ASN 2027',
      pendek: 'Netralitas ASN 2027',
      tema: 'ASN Netral',
      alamat: '',
      instansi: 'Badan Kepegawaian Negara',
      singkatan: 'BKN',
      tanggal: '2027-03-01',
      ...fields,
    },
    { action: NEW_PATH },
  );
