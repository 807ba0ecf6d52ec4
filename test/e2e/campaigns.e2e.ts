// An owner's weeks before an event, in a real browser: clones the campaign of 2020, edits its
// identity beside a second owner, brings other regions and offices. Every answer passes axe.
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { bringRegions } from '../campaign-office/office-world.ts';
import { pngOf } from '../campaign-office/png-maker.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectSound } from '../support/page-checks.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const CLONE = '/kendali/kampanye/netralitas-asn-2027';

describe('the campaign office in a browser', function () {
  this.timeout(120_000);
  let app: TestApp;
  let browser: RealBrowser;
  let owner: TestBrowser;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    owner = await signInStaff(app, 'pemilik', 'owner');
    context = await enter(owner);
    page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const enter = async (who: TestBrowser) => {
    const opened = await browser.visitor();
    await opened.addCookies(cookiesOf(who, app.url));
    return opened;
  };
  const field = (name: string) => page.locator(`[name="${name}"]`);
  const save = () => page.locator('.s-form .utama').click();

  it('the campaign of 2020 is cloned from the list', async () => {
    await page.goto(`${app.url}/kendali`);
    await page.locator('.k-bilah a[href="/kendali/kampanye"]').click();
    await expectSound(page);
    await page.locator('a[href$="?dari=netralitas-asn-2020"]').click();
    await field('nama').fill('Gerakan Nasional Netralitas ASN 2027');
    await field('pendek').fill('Netralitas ASN 2027');
    await field('alamat').fill('Netralitas ASN');
    await page.locator('.s-form .utama').click();
    await page.locator('#salah-alamat').waitFor();
    expect(await field('nama').inputValue()).to.equal('Gerakan Nasional Netralitas ASN 2027');
    await expectSound(page);
    await field('alamat').fill('netralitas-asn-2027');
    await field('tanggal').fill('2027-03-01');
    await page.locator('.s-form .utama').click();
    await page.waitForURL(`**${CLONE}`);
    expect(await page.locator('.c-keterangan').textContent()).to.include('CONTOH');
    await page.locator(`.s-tab a[href="${CLONE}/daerah"]`).waitFor();
  });

  it('a colour that nobody can read is refused, its nearest shade is taken', async () => {
    await field('legalIssuer').fill('Badan Kepegawaian Negara');
    await field('signature').fill('#FFD400');
    await save();
    const refusal = await page.locator('#salah-signature').textContent();
    const shade = /#[0-9A-F]{6}/.exec(refusal ?? '')?.[0] ?? '';
    expect(await page.locator('.c-pasangan .kurang').count()).to.be.above(0);
    await expectSound(page);
    await field('signature').fill(shade);
    await save();
    await page.locator('.s-selesai').waitFor();
    expect(await field('signature').inputValue()).to.equal(shade);
    expect(await field('legalIssuer').inputValue()).to.equal('Badan Kepegawaian Negara');
  });

  it('the second of two editors is told, and loses nothing', async () => {
    const other = await (await enter(owner)).newPage();
    await other.goto(app.url + CLONE);
    await other.locator('[name=theme]').fill('Tema editor lain');
    await field('theme').fill('Tema saya');
    await field('shortName').fill('Netral 2027');
    await other.locator('.s-form .utama').click();
    await other.locator('.s-selesai').waitFor();
    await save();
    await page.locator('.c-tersimpan').waitFor();
    expect(await page.locator('.c-tersimpan').textContent()).to.include('Tema editor lain');
    expect(await field('theme').inputValue()).to.equal('Tema saya');
    expect(await field('shortName').inputValue()).to.equal('Netral 2027');
    await expectSound(page);
    await save();
    await page.locator('.s-selesai').waitFor();
    expect(await field('theme').inputValue()).to.equal('Tema saya');
    await other.context().close();
  });

  it('the emblem is shown once it is a picture', async () => {
    const send = async (buffer: Buffer, name: string) => {
      const input = page.locator('#j-lambang input[type=file]');
      await input.setInputFiles({ name, mimeType: 'image/png', buffer });
      await page.locator('#j-lambang form button').first().click();
    };
    await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'lambang.svg.png');
    await page.locator('#salah-lambang').waitFor();
    await expectSound(page);
    await send(pngOf(), 'lambang.png');
    const picture = page.locator('.c-lambang');
    await picture.waitFor();
    expect(await picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).to.equal(128);
  });

  it('other regions are looked at, then used; a bad file names its rows', async () => {
    const lines = ['33.24;kabupaten;Kabupaten Kendal;Jawa Tengah;WIB'];
    await page.goto(`${app.url}${CLONE}/daerah`);
    await field('nama').fill('Satu daerah');
    const bad = `kode;tingkat;nama;provinsi;zona waktu\n${lines}\n${lines}`;
    const file = { name: 'daerah.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) };
    await page.locator('[name=berkas]').setInputFiles(file);
    await page.locator('.c-unggah button').click();
    await page.locator('#j-salah').waitFor();
    expect(await page.locator('main').textContent()).to.include('sudah ada di baris 2');
    await expectSound(page);
    const { to } = await bringRegions(app, owner, CLONE.split('/').at(-1) ?? '', { lines });
    await page.goto(app.url + to);
    await expectSound(page);
    await page.locator('#j-lihat .utama').click();
    await page.locator('.s-selesai').waitFor();
    expect(await page.locator('.c-angka dd').first().textContent()).to.equal('1');
  });

  it('offices are edited in rows', async () => {
    await page.locator(`.s-tab a[href="${CLONE}/kursi"]`).click();
    await field('d5-nama').fill('Kepala Kesbangpol');
    await field('d4-hapus').check();
    await page.locator('.c-simpan').click();
    await page.locator('.s-selesai').waitFor();
    expect(await field('d4-nama').inputValue()).to.equal('Kepala Kesbangpol');
    await expectSound(page);
    const complaints = browser.complaints.filter((one) => !/status of (400|409|422)/.test(one));
    expect(complaints).to.deep.equal([]);
  });
});
