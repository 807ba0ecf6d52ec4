// Contact files of the default session for tests, and how staff send them.
import type { TestBrowser } from '../support/browser.ts';
import { formTokenIn } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const HEADER = 'kode daerah;jabatan;nama;email;telepon';

/** A CSV of the first `good` seats in regions, then `bad` rows with a mistyped mail domain. */
export async function contactCsv(app: TestApp, good: number, bad = 0): Promise<Buffer> {
  const seats = await app.ikrar.domains.invitations.list(app.session()._id);
  const inside = seats.filter(({ region }) => region !== null);
  const lines = inside.slice(0, good + bad).map(({ region, office }, index) => {
    const domain = index < good ? 'uji.go.id' : 'gmial.com';
    return `${region};${office};Pejabat Uji ${index};uji${index}@${domain};`;
  });
  return Buffer.from([HEADER, ...lines].join('\n'));
}

/** Sends a file through the page's form; resolves with the answer's status and address. */
export async function uploadFile(app: TestApp, staff: TestBrowser, bytes: Buffer) {
  const { text } = await staff.open('/kendali/kontak');
  const form = new FormData();
  form.set('_csrf', formTokenIn(text));
  form.set('berkas', new Blob([new Uint8Array(bytes)]), 'kontak.csv');
  return fetch(`${app.url}/kendali/kontak/${app.session().slug}/periksa`, {
    method: 'POST',
    body: form,
    headers: { cookie: staff.cookies() },
    redirect: 'manual',
  });
}
