// A region's circular in real browsers: its coordinator uploads it on a phone, a locked file first;
// the staff's board shows it, and anybody can download it.
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { BOARD, coordinatorPath, PUBLIC, pdfOf } from '../follow-up/circular-world.ts';
import { KENDAL } from '../official/official-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { openRealBrowser, PHONE, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('a region’s circular in real browsers', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const upload = async (page: Page, bytes: Buffer) => {
    await page.getByLabel('Nomor surat').fill('800/1234/2020');
    await page.getByLabel('Tanggal surat').fill('2020-10-07');
    const file = { name: 'edaran.pdf', mimeType: 'application/pdf', buffer: bytes };
    await page.getByLabel('Berkas PDF').setInputFiles(file);
    await page.getByRole('button', { name: 'Simpan surat edaran' }).click();
  };

  it('is uploaded by the coordinator, shown on the board, and downloaded by anybody', async () => {
    const phone = await (await browser.visitor()).newPage();
    await phone.setViewportSize(PHONE);
    await phone.goto(app.url + (await coordinatorPath(app, KENDAL)));
    await phone.getByRole('link', { name: 'Surat edaran daerah' }).click();
    await upload(phone, pdfOf('/Encrypt 4 0 R'));
    await phone.getByRole('alert').getByText('dilindungi kata sandi').waitFor();
    expect(await phone.getByLabel('Nomor surat').inputValue()).to.equal('800/1234/2020');
    const bytes = pdfOf();
    await upload(phone, bytes);
    await phone.getByRole('status').getByText('Surat edaran disimpan').waitFor();

    const context = await browser.visitor();
    await context.addCookies(cookiesOf(await signInStaff(app, 'petugas'), app.url));
    const desk = await context.newPage();
    await desk.goto(`${app.url}${BOARD}?keadaan=ada`);
    const row = desk.locator('.t-provinsi li');
    expect(await row.count()).to.equal(1);
    expect(await row.textContent())
      .to.include('Kendal')
      .and.to.include('800/1234/2020');

    const anybody = await (await browser.visitor()).newPage();
    await anybody.goto(app.url + PUBLIC);
    const [download] = await Promise.all([
      anybody.waitForEvent('download'),
      anybody.getByRole('link', { name: 'Unduh PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).to.equal(`edaran-${KENDAL}-1.pdf`);
    expect((await readFile(await download.path())).equals(bytes)).to.equal(true);
  });
});
