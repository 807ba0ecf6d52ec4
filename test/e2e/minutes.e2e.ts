// Minutes for people, in real browsers: live on the official's own page, lost and back, objected
// to after the end, corrected by staff, and then certified.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;

describe('one’s own minutes in real browsers', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let browser: RealBrowser;
  let own: Page;
  let host: Page;

  const presence = () =>
    app.database.connection.collection('presence').countDocuments({ endedAt: null });
  const figure = async () => Number(await own.locator('[data-menit]').textContent());

  before(async () => {
    app = await startApp({ clock });
    browser = await openRealBrowser({ light: true });
    await act(app, 'open-doors');
    const official = await registered(app, KENDAL, SEKDA);
    const staff = await signInStaff(app, 'petugas');
    const context = await browser.visitor();
    await context.addCookies(cookiesOf(official, app.url));
    own = await context.newPage();
    const control = await browser.visitor();
    await control.addCookies(cookiesOf(staff, app.url));
    host = await control.newPage();
    host.on('dialog', (dialog) => dialog.accept());
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('are one step from the stage, which says how many there are', async () => {
    await own.goto(`${app.url}/panggung`);
    await own.locator('[data-menit-baris]').getByText('Hadir 0 menit').waitFor();
    await own.locator('a[href="/kehadiran"]').first().click();
    await own.waitForURL('**/kehadiran');
    await until('present by the page’s own socket', async () => (await presence()) === 1);
    await own.getByText('Acara belum dimulai').waitFor();
  });

  it('begin when the event begins, and go on by the second without a reload', async () => {
    await own.evaluate(() => document.body.setAttribute('data-sama', ''));
    await act(app, 'go-live');
    await own.getByText(/Kurang \d+ menit/).waitFor();
    // The ledger's open piece comes with the refetch that follows the change.
    const length = own.locator('[data-lama]');
    await length.waitFor({ timeout: 12_000 });
    const before = await length.textContent();
    await until('the piece has grown', async () => (await length.textContent()) !== before);
    expect(await own.locator('body[data-sama]').count()).to.equal(1);
    await expectAccessible(own);
  });

  it('are taken anew after a lost connection, gap and all', async () => {
    const context = own.context();
    await context.setOffline(true);
    await own.getByText(/Sambungan terputus pukul/).waitFor({ timeout: 30_000 });
    await until('absent', async () => (await presence()) === 0);
    // The event goes on for five minutes without them.
    clock.advance(5 * MINUTE);
    await context.setOffline(false);
    await own.getByText('Tersambung kembali.').waitFor({ timeout: 30_000 });
    await own.getByText('Jeda', { exact: true }).waitFor({ timeout: 15_000 });
    await own.getByText(/1 jeda, seluruhnya 5 menit/).waitFor();
    expect(await figure()).to.equal(0);
    browser.complaints.splice(0);
  });

  it('are objected to after the end', async () => {
    await act(app, 'end');
    await own.getByText(/Syarat tidak terpenuhi/).waitFor({ timeout: 15_000 });
    await own.locator('[name=note]').fill('Saya hadir penuh melalui layar ruang rapat.');
    await own.locator('.m-form button').click();
    await own.getByText('Keberatan Anda diterima.').waitFor();
    await own.getByText('Menunggu jawaban ruang kendali').waitFor();
    await expectAccessible(own);
  });

  it('are corrected by staff with the answer', async () => {
    await host.goto(`${app.url}/kendali/${app.session().slug}`);
    await host.getByRole('link', { name: 'Keberatan (1)' }).click();
    await expectAccessible(host);
    await host.locator('[name=answer]').fill('Catatan ruang rapat menunjukkan Anda hadir.');
    await host.locator('[value=koreksi]').check();
    await host.locator('[name=minutes]').fill('5');
    await host.locator('.m-form button').click();
    await host.getByText('Jawaban dikirim.').waitFor();
    await host.getByText('Dijawab: dikoreksi menjadi 5 menit').waitFor();
  });

  it('show the official both values, and the certificate that the correction earned', async () => {
    await app.ikrar.certificates.pending.issuePending();
    await own.goto(`${app.url}/kehadiran`);
    await own.getByText('Terukur 0 menit, berlaku 5 menit.').waitFor();
    await own.getByText('Dijawab: dikoreksi menjadi 5 menit').waitFor();
    expect(await figure()).to.equal(5);
    const certificate = own.locator('[data-sertifikat] a[href^="/berkas/"]');
    await certificate.waitFor();
    const path = await certificate.getAttribute('href');
    const { status, type } = await own.evaluate(async (href) => {
      const response = await fetch(href ?? '');
      return { status: response.status, type: response.headers.get('content-type') };
    }, path);
    expect(status).to.equal(200);
    expect(type).to.include('application/pdf');
    await expectAccessible(own);
    expect(browser.complaints).to.deep.equal([]);
  });
});
