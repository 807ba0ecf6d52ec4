// Two operators with the matrix in real browsers: it follows the officials, is searched by keyboard,
// and one operator's call is seen by the other.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SECOND = { timeout: 1_000 };
const LONG_NAME = 'Kabupaten Ogan Komering Ulu Selatan';

describe('the matrix in real browsers', function () {
  this.timeout(60_000);
  let app: TestApp;
  let browser: RealBrowser;
  let page: Page;
  let socket: TestSocket | undefined;

  const query = () => `?sesi=${app.session().slug}`;
  const operator = async (login: string): Promise<Page> => {
    const context = await browser.visitor();
    await context.addCookies(cookiesOf(await signInStaff(app, login), app.url));
    return context.newPage();
  };
  const cell = (mark: string) => page.locator(`tr[data-d="${KENDAL}"] td:nth-of-type(2).${mark}`);
  const rows = () => page.locator('tr[data-d]:visible').count();
  const live = (one: Page) => one.locator('[data-kabar]', { hasText: /langsung|pukul/ }).waitFor();

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ devices: false });
    await act(app, 'open-doors');
    page = await operator('satu');
    await page.goto(`${app.url}/kendali/hadir${query()}`);
    await live(page);
  });
  after(async () => {
    socket?.close();
    await browser?.close();
    await app?.stop();
  });

  it('shows within a second that an official came, and that they left', async () => {
    await page.locator('tr[data-d]').nth(3).scrollIntoViewIfNeeded();
    expect(await cell('free').count()).to.equal(1);
    const top = () => page.locator(`tr[data-d="${KENDAL}"]`).boundingBox();
    const before = await top();
    const official = await registered(app, KENDAL, SEKDA);
    await cell('absent').waitFor();
    const opening = openSocket(app, official, { page: 'official' });
    ({ socket } = await opening);
    await cell('present').waitFor(SECOND);
    await page.locator(`tr[data-d="${KENDAL}"] .m-angka`, { hasText: '1/5' }).waitFor();
    expect(await top()).to.deep.equal(before);
    socket.close();
    await cell('was-present').waitFor(SECOND);
    await page.locator('[data-kabar]', { hasText: 'Diperbarui pukul' }).waitFor();
  });

  it('finds a region by typing alone, with the address to share, and clears by one button', async () => {
    await page.locator('[name=cari]').focus();
    await page.keyboard.type('ogan komering ulu selatan');
    expect(await rows()).to.equal(1);
    expect(await page.locator('tr[data-d]:visible a').textContent()).to.equal(LONG_NAME);
    expect(page.url()).to.include('cari=ogan+komering+ulu+selatan');
    expect(await page.locator('[data-jumlah]').textContent()).to.equal('1 daerah');
    const address = page.url();
    await page.reload();
    await live(page);
    expect(await rows()).to.equal(1);
    await page.locator('.m-hasil [data-hapus]').click();
    expect(await rows()).to.equal(270);
    expect(page.url()).to.equal(address.replace(/&cari=[^&]+/, ''));
    expect(await page.evaluate('document.activeElement.name')).to.equal('cari');
  });

  it('combines filters, and says what to do when nothing fits', async () => {
    await page.locator('[name=provinsi]').selectOption('33');
    await page.locator('[name=jabatan]').selectOption(SEKDA);
    await page.locator('[name=keadaan]').selectOption('pernah-hadir');
    expect(await rows()).to.equal(1);
    expect(await page.locator('td.kena:visible').count()).to.equal(1);
    await page.locator('[name=cari]').fill('zzz');
    await page.locator('[data-kosong]:visible').waitFor();
    await expectAccessible(page);
    await page.locator('[data-kosong] [data-hapus]').click();
    expect(await rows()).to.equal(270);
  });

  it('lets no row come or go by itself under a filter: a button does', async () => {
    await page.locator('[name=keadaan]').selectOption('hadir');
    expect(await rows()).to.equal(0);
    const official = await registered(app, KENDAL, 'inspektorat');
    ({ socket } = await openSocket(app, official, { page: 'official' }));
    await page.locator('[data-basi]:visible').click();
    expect(await rows()).to.equal(1);
    await page.locator('.m-hasil [data-hapus]').click();
  });

  it('is sound on a phone and a wide screen', async () => {
    await expectAccessible(page);
    await expectNoOverflow(page, [320, 390, 768, 1024, 1440]);
  });

  it('shows one operator’s call to the other, who is refused to make the same', async () => {
    const path = `/kendali/hubungi${query()}&cari=kendal`;
    const second = await operator('dua');
    for (const one of [page, second]) {
      await one.goto(app.url + path);
      await live(one);
    }
    const item = (one: Page) => one.locator(`[data-hubungi="${KENDAL}"]`);
    await item(second).locator('[name=note]').focus();
    await item(page).locator('[name=note]').fill('Tersambung pukul 09.40');
    await item(page).locator('form button').click();
    await item(page).locator('q', { hasText: 'Tersambung pukul 09.40' }).waitFor();
    await item(second)
      .locator('q', { hasText: 'Tersambung pukul 09.40' })
      .waitFor({ timeout: 2_000 });
    expect(await second.evaluate('document.activeElement.name')).to.equal('note');
    await item(second)
      .locator('[name=seen]')
      .evaluate((one) => one.setAttribute('value', '0'));
    await item(second).locator('form button').click();
    await second.locator('[data-pesan]', { hasText: 'Petugas lain' }).waitFor();
    expect(await app.database.connection.collection('region_calls').countDocuments()).to.equal(1);
    await expectAccessible(second);
  });

  it('follows a region on its own page', async () => {
    await page.goto(`${app.url}/kendali/hadir/${KENDAL}${query()}`);
    await live(page);
    await page.locator('.m-riwayat', { hasText: 'Tersambung pukul 09.40' }).waitFor();
    socket?.close();
    await page.locator('#kursi-inspektorat', { hasText: 'Terakhir hadir' }).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('keeps the note of a call when the sign-in has ended, and says so', async () => {
    const context = page.context();
    const cookies = await context.cookies();
    await page.goto(`${app.url}/kendali/hubungi${query()}`);
    const item = page.locator('[data-hubungi]').first();
    await item.locator('[name=note]').fill('Tersambung pukul 09.50');
    await context.clearCookies({ name: 'ikrar_petugas' });
    await item.locator('form button').click();
    await page.locator('[data-pesan]', { hasText: 'tidak lagi masuk' }).waitFor();
    expect(await item.locator('[name=note]').inputValue()).to.equal('Tersambung pukul 09.50');
    await context.addCookies(cookies);
  });

  it('copies a coordinator’s link where browsers have no clipboard for plain HTTP', async () => {
    await page.goto(`${app.url}/kendali/koordinator${query()}&cari=kendal`);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.locator('.s-urus summary').first().click();
    const link = await page.locator('[data-salin]').first().inputValue();
    await page.getByRole('button', { name: 'Salin tautan' }).first().click();
    await page.getByText('Tersalin.').waitFor();
    await page.locator('[name=cari][type=search]').fill('');
    await page.locator('[name=cari][type=search]').press('Control+V');
    expect(await page.locator('[name=cari][type=search]').inputValue()).to.equal(
      link.slice(0, 100),
    );
  });

  it('says that the line is lost, and takes it back', async () => {
    await page.goto(`${app.url}/kendali/hadir${query()}`);
    await live(page);
    await page.context().setOffline(true);
    app.ikrar.http.closeAllConnections();
    await page.locator('[data-pesan]', { hasText: 'terputus' }).waitFor({ timeout: 30_000 });
    await page.context().setOffline(false);
    await page.locator('[data-pesan]:empty').waitFor({ state: 'attached', timeout: 30_000 });
  });

  it('complained about nothing but the refused call and the lost line', () => {
    const others = browser.complaints.filter(
      (one) => !/status of 409|ERR_INTERNET|WebSocket/.test(one),
    );
    expect(others).to.deep.equal([]);
  });
});
