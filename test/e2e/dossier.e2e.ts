// The dossier of a rehearsal in a real browser, in one click: the file comes by itself, and its
// numbers are those of the database.
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { readXlsx } from 'hucre/xlsx';
import type { BrowserContext, Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { type HeldRehearsal, heldRehearsal, PEOPLE } from '../dossier/dossier-world.ts';
import { type Members, unzip } from '../evidence/evidence-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the dossier of a rehearsal in a browser', function () {
  this.timeout(240_000);
  let app: TestApp;
  let browser: RealBrowser;
  let context: BrowserContext;
  let page: Page;
  let held: HeldRehearsal;
  let members: Members;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    context = await browser.visitor();
    await context.addCookies(cookiesOf(await signInStaff(app, 'petugas'), app.url));
    held = await heldRehearsal(app);
    page = await context.newPage();
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('comes by one click from the session’s report', async () => {
    await page.goto(`${app.url}/kendali/laporan?sesi=${held.session().slug}`);
    await page.getByRole('link', { name: 'Unduh seluruh berkas acara' }).click();
    const coming = page.waitForEvent('download', { timeout: 120_000 });
    await page.getByRole('button', { name: 'Buat dan unduh berkas acara' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).to.match(/^GLADI-berkas-acara-.*\.zip$/);
    members = await unzip(await readFile(await download.path()));
    await page.getByText('unduhannya segera mulai').waitFor();
    expect(new URL(page.url()).pathname, 'the page stays').to.include('/kendali/berkas-acara/');
    expect(await page.getByRole('link', { name: 'Berkas acara' }).count()).to.be.above(0);
  });

  it('its numbers are the database’s', async () => {
    const { db } = held;
    const session = held.session()._id;
    const count = (name: string, filter: object = {}) =>
      db.collection(name).countDocuments({ session, ...filter });
    const member = (name: string): Buffer =>
      [...members].find(([key]) => key.includes(name))?.[1] ?? Buffer.alloc(0);
    const { totals } = JSON.parse(member('ringkasan.json').toString('utf8'));
    expect(totals).to.include({
      seats: await count('seats'),
      people: await count('registrations'),
      came: (await db.collection('presence').distinct('seat', { session })).length,
      signed: await count('signatures', { kind: 'signature' }),
      withdrawn: 0,
    });
    expect(totals.people).to.equal(PEOPLE);
    const { sheets } = await readXlsx(member('daftar-hadir.xlsx'));
    expect((sheets[0]?.rows.length ?? 0) - 1).to.equal(totals.seats);
    const minutes = await db.collection('certificates').findOne({ session, kind: 'minutes' });
    expect(minutes?.data.totals).to.include({ seats: totals.seats, signed: totals.signed });
  });
});
