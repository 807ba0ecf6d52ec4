// What tests of circulars share: a PDF, a form sent with a file, a coordinator's browser.
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export const CAMPAIGN = 'netralitas-asn-2020';
export const BOARD = `/kendali/kampanye/${CAMPAIGN}/tindak-lanjut`;
export const OWN = '/koordinator/edaran';
export const PUBLIC = `/edaran/${CAMPAIGN}`;

/** A small PDF; `extra` makes another of it. */
export const pdfOf = (extra = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${extra} >>\nendobj\ntrailer\n<< >>\n%%EOF\n`,
    'latin1',
  );

export const FIELDS = { nomor: '800/1234/2020', tanggal: '2020-10-06', versi: '0' };

/** Sends a form with a file, as a browser does; `page` gives the form's token. */
export async function sendForm(
  app: TestApp,
  browser: TestBrowser,
  page: string,
  to: string,
  {
    fields = FIELDS,
    bytes = pdfOf(),
  }: { fields?: Record<string, string>; bytes?: Buffer | null } = {},
): Promise<{ status: number; text: string }> {
  const form = new FormData();
  form.set('_csrf', formTokenIn((await browser.open(page)).text));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (bytes) form.set('berkas', new Blob([new Uint8Array(bytes)]), 'edaran.pdf');
  const answer = await fetch(`${app.url}${to}`, {
    ...{ method: 'POST', body: form, redirect: 'manual' as const },
    headers: { cookie: browser.cookies() },
  });
  return { status: answer.status, text: await answer.text() };
}

/** Path of the link of a region's coordinator. */
export async function coordinatorPath(
  app: TestApp,
  region: string,
  session = app.session()._id,
): Promise<string> {
  const { coordinatorLinks, campaignOf, regionsOf } = app.ikrar.domains;
  const regions = (await regionsOf(await campaignOf(app.session()))).map(({ code }) => code);
  const all = await coordinatorLinks.listOfSession(session, regions);
  const one = all.find((each) => each.region === region);
  const code = one && coordinatorLinks.codeOf(one);
  if (!code) throw new Error(`No coordinator of ${region}`);
  return `/koordinator/${code}`;
}

/** A browser that has opened it. */
export async function coordinatorOf(
  app: TestApp,
  region: string,
  session?: string,
): Promise<TestBrowser> {
  const browser = app.visitor();
  await browser.open(await coordinatorPath(app, region, session));
  return browser;
}
