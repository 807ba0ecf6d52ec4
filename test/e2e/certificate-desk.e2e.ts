// The page "Sertifikat" in a real browser: it follows the issuing without a reload, asks before
// staff's action begins, and shows what only the server draws when the state changes.
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { endSession, writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { signInStaff } from '../control/staff-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const PEOPLE = 20;
const SLOW_MS = 90_000;

describe('the page of certificates in a browser', function () {
  this.timeout(240_000);
  let app: TestApp;
  let browser: RealBrowser;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    context = await browser.visitor();
    const host = await signInStaff(app, 'petugas');
    await context.addCookies(cookiesOf(host, app.url));
    page = await context.newPage();
    await page.goto(`${app.url}/kendali/sertifikat`);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const shows = (text: string) =>
    page.locator('[data-kemajuan]', { hasText: text }).waitFor({ timeout: SLOW_MS });

  it('follows the issuing from nothing to the end, without a reload', async () => {
    await shows('Belum diterbitkan');
    await page.evaluate(() => document.body.setAttribute('data-sama', 'ya'));
    const { db } = app.database.connection;
    if (!db) throw new Error('No database');
    const endedAt = new Date();
    await writeEndedEvent(db, { people: PEOPLE, endedAt, ends: false });
    await endSession(db, { from: new Date(endedAt.getTime() - 7_200_000), endedAt });
    await shows('Penerbitan selesai.');
    const row = page.locator('[data-jenis="declaration"] [data-nilai="issued"]');
    expect(await row.textContent()).to.equal(String(PEOPLE));
    expect(await page.locator('body').getAttribute('data-sama'), 'the same page').to.equal('ya');
    expect(await page.locator('a[href$="berkas.zip"]').count()).to.equal(1);
  });

  it('asks before everything is issued, does nothing on no, and shows that all is there', async () => {
    const { service } = app.ikrar.log;
    await until('the log', async () => (await service.stateOf(app.session()._id)).pending === 0);
    await page.reload();
    const button = page.locator('button', { hasText: 'Terbitkan semua' });
    const count = () => app.database.connection.collection('issue_jobs').countDocuments({});
    const before = await count();
    page.once('dialog', (dialog) => void dialog.dismiss());
    await button.click();
    expect(await count()).to.equal(before);
    page.once('dialog', (dialog) => void dialog.accept());
    await button.click();
    await shows('Semua sudah terbit.');
    expect(await count()).to.equal(before + 1);
  });
});
