// Two members of staff at one agenda in real browsers: rows move by keyboard, times and totals follow,
// and the second one is told, sees both and loses nothing; also without a script.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { SESSIONS } from '../session-office/plan-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('two editors of one agenda', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let first: TestBrowser;
  let second: TestBrowser;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    first = await signInStaff(app, 'satu', 'owner');
    second = await signInStaff(app, 'dua', 'host');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const open = async (staff: TestBrowser, javaScript = true): Promise<Page> => {
    const context = await browser.visitor({ javaScript });
    await context.addCookies(cookiesOf(staff, app.url));
    const page = await context.newPage();
    await page.goto(`${app.url}${SESSIONS}/${app.session().slug}`);
    return page;
  };
  const field = (page: Page, row: number, part: string) =>
    page.locator(`[name="baris-${row}-${part}"]`);
  const title = (page: Page, row: number) => field(page, row, 'judul').inputValue();
  const save = async (page: Page) => {
    await page.locator('.n-form-susunan .tombol.utama').click();
    await page.locator('.s-selesai, .n-selisih').first().waitFor();
  };
  const agenda = () =>
    app.session().agenda.map(({ id, time, minutes }) => `${id} ${time} ${minutes}`);

  it('a row moves by keyboard, and times and the total follow every key', async () => {
    const page = await open(first);
    const row = field(page, 3, 'judul');
    await row.focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await title(page, 2)).to.equal('Penutup');
    // The focus stays in the row, and the move is said.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).to.equal(
      'baris-2-judul',
    );
    expect(await page.locator('[data-kabar]').textContent()).to.equal(
      'Penutup sekarang butir 3 dari 4.',
    );
    await page.keyboard.press('Alt+ArrowDown');
    await field(page, 0, 'menit').fill('20');
    expect(await page.locator('[data-wib]').nth(1).textContent()).to.equal('09.20 WIB');
    expect(await page.locator('[data-zona-lain]').nth(1).textContent()).to.equal(
      '10.20 WITA · 11.20 WIT',
    );
    expect(await page.locator('[data-jumlah]').textContent()).to.include(
      '95 menit: 09.00 sampai 10.35 WIB',
    );
    await page.locator('[data-tambah]').click();
    expect(await page.locator('[data-baris]').count()).to.equal(5);
    await page.locator('[data-hapus]').last().click();
    expect(await page.locator('[data-baris]').count()).to.equal(4);
    await expectAccessible(page);
    expect(browser.complaints).to.deep.equal([]);
    await page.context().close();
    // Nothing of it was saved.
    expect(agenda()[0]).to.equal('ikrar 09:00 15');
  });

  it('the second is told who changed what, sees both, merges row by row and loses nothing', async () => {
    const [one, two] = [await open(first), await open(second)];
    await field(one, 2, 'judul').fill('Sambutan satu');
    await field(one, 3, 'menit').fill('25');
    await save(one);
    await one.context().close();

    await field(two, 2, 'judul').fill('Sambutan dua');
    await two.locator('[data-tambah]').click();
    await field(two, 4, 'judul').fill('Doa bersama');
    await save(two);
    const told = (await two.locator('.n-selisih').textContent()) ?? '';
    for (const words of ['Petugas satu', 'Sambutan satu', 'Sambutan dua', '25 menit']) {
      expect(told).to.include(words);
    }
    expect(await title(two, 4)).to.equal('Doa bersama');
    await expectAccessible(two);
    // Two complaints of one answer: the page was refused with 409.
    browser.complaints.splice(0);

    await two.locator('[name="pilih-wakil-presiden"][value="mine"]').check();
    await two.locator('button[value="gabung"]').click();
    await two.locator('.n-info').first().waitFor();
    expect([await title(two, 2), await field(two, 3, 'menit').inputValue()]).to.deep.equal([
      'Sambutan dua',
      '25',
    ]);
    await save(two);
    expect(agenda()).to.deep.equal([
      'ikrar 09:00 15',
      'tanda-tangan 09:15 20',
      'wakil-presiden 09:35 40',
      'penutup 10:15 25',
      'doa-bersama 10:40 10',
    ]);
    expect(app.session().agenda[2]?.title).to.equal('Sambutan dua');
    await two.context().close();
  });

  it('works without a script too', async () => {
    const page = await open(second, false);
    await page.locator('button[value="naik-4"]').click();
    expect(await title(page, 3)).to.equal('Doa bersama');
    await save(page);
    expect(agenda().slice(3)).to.deep.equal(['doa-bersama 10:15 10', 'penutup 10:25 25']);
    await page.context().close();
  });

  it('a draft is published only after a question that names what can’t be undone', async () => {
    const page = await open(first);
    await page.goto(`${app.url}${SESSIONS.replace(/acara$/, 'ikrar')}`);
    await page.locator('form[action$="/mulai"] button').click();
    const publish = page.locator('[formaction$="/terbitkan"]');
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      return dialog.dismiss();
    });
    await publish.click();
    expect(asked[0]).to.match(/^Terbitkan versi 2\? Sesudah terbit, versi ini tidak dapat diubah/);
    // The draft is saved without a question, and is a draft still.
    await page.locator('form[action$="/simpan"] .tombol.utama').click();
    await page.locator('.s-selesai').waitFor();
    expect(await publish.count()).to.equal(1);
    page.once('dialog', (dialog) => dialog.accept());
    await publish.click();
    await page.locator('.s-selesai', { hasText: 'Versi baru terbit' }).waitFor();
    await page.context().close();
  });
});
