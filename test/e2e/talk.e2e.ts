// Asking, moderating, tapping, announcing and typing captions in real browsers: by keyboard where a
// hand is busy, and what one writes the others see within a second.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, SEKDA } from '../official/official-world.ts';
import { sharedScreen } from '../shared-rooms/shared-screen.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { arrive, captioner } from '../talk/talk-world.ts';

const SECOND = { timeout: 1_000 };

describe('the talk in browsers', function () {
  this.timeout(60_000);
  let app: TestApp;
  let browser: RealBrowser;
  let owner: TestBrowser;
  let asker: Page;
  let other: Page;
  let control: Page;
  let typist: Page;
  const enter = async (visitor: TestBrowser, path: string): Promise<Page> => {
    const context = await browser.visitor();
    await context.addCookies(cookiesOf(visitor, app.url));
    const page = await context.newPage();
    await page.goto(app.url + path);
    return page;
  };
  const ready = (page: Page) => page.locator('[data-tanya]').waitFor();

  before(async function () {
    this.timeout(120_000);
    app = await startApp();
    browser = await openRealBrowser();
    await act(app, 'open-doors', 'go-live');
    owner = await signInStaff(app, 'pemimpin', 'owner');
    asker = await enter((await arrive(app, KENDAL, SEKDA)).browser, '/panggung');
    other = await enter((await arrive(app, '12.06', SEKDA)).browser, '/panggung');
    control = await enter(owner, `/kendali/${app.session().slug}`);
    typist = await enter(await captioner(app, owner), '/takarir');
    await Promise.all([ready(asker), ready(other)]);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('lead a question from the stage through the control room back to every stage', async () => {
    await asker.locator('#tanya').fill('Bagaimana <b>cuti</b> diatur?');
    await asker.locator('[data-tanya-form] button').click();
    await asker.getByText('Menunggu moderator').waitFor();
    expect(await asker.locator('#tanya').inputValue()).to.equal('');
    const item = control.locator('[data-talk-antrean] li');
    await item.getByText('Bagaimana <b>cuti</b> diatur?').first().waitFor();
    // By keyboard alone: the step keeps the focus's place.
    await item.getByRole('button', { name: 'Setujui' }).focus();
    await control.keyboard.press('Enter');
    await asker.locator('[data-tanya-sendiri]').getByText('Disetujui').waitFor();
    await other.locator('[data-tanya-setuju]').getByText('Bagaimana <b>cuti</b> diatur?').waitFor();
    await item.getByRole('button', { name: 'Tampilkan' }).click();
    await other.locator('[data-tanya-tampil]').waitFor();
    expect(await other.locator('[data-tanya-asal]').textContent()).to.equal(
      'Sekretaris Daerah, Kabupaten Kendal',
    );
    await item.getByRole('button', { name: 'Terjawab' }).click();
    await other.locator('[data-tanya-tampil]').waitFor({ state: 'hidden' });
    await asker.locator('[data-tanya-sendiri]').getByText('Terjawab').waitFor();
  });

  it('reject with a reason, and keep what was written when it is refused', async () => {
    await asker.locator('#tanya').fill('Di luar tema?');
    await asker.locator('#tanya').press('Tab');
    await asker.keyboard.press('Enter');
    const item = control.locator('[data-talk-antrean] li', { hasText: 'Di luar tema?' });
    await item.locator('summary').click();
    await item.locator('input').fill('Di luar tema acara');
    await item.locator('input').press('Enter');
    await asker.getByText('Tidak ditampilkan: Di luar tema acara').waitFor();
    await asker.locator('#tanya').fill('\u202e');
    await asker.locator('[data-tanya-form] button').click();
    await asker.locator('[data-tanya-salah]:not([hidden])').waitFor();
    expect(await asker.locator('#tanya').inputValue()).to.equal('\u202e');
    await asker.locator('#tanya').fill('');
  });

  it('show captions within a second, corrected in place, and as a list in text mode', async () => {
    await other.locator('[data-cara=text]').click();
    // Without a broadcast every stage goes on as text: this one looks as if it had a picture.
    await asker
      .locator('#panggung')
      .evaluate((stage) => stage.setAttribute('data-sambungan', 'video'));
    const field = typist.locator('[data-ketik] [name=text]');
    for (const line of ['Baris satu', 'Baris dua', 'Baris tiga']) {
      await field.fill(line);
      await field.press('Enter');
      await Promise.all(
        [asker, other].map((page) =>
          page.locator('[data-takarir-baris]').getByText(line).waitFor(SECOND),
        ),
      );
    }
    const visible = (page: Page) =>
      page.locator('[data-takarir-baris] li:visible').allTextContents();
    expect(await visible(asker)).to.deep.equal(['Baris dua', 'Baris tiga']);
    expect(await visible(other)).to.deep.equal(['Baris satu', 'Baris dua', 'Baris tiga']);
    const item = typist.locator('[data-baris="3"]');
    await item.locator('summary').click();
    await item.locator('input').fill('Baris keempat');
    await item.locator('input').press('Enter');
    await asker.locator('[data-takarir-baris]').getByText('Baris keempat').waitFor(SECOND);
    expect(await visible(asker)).to.deep.equal(['Baris dua', 'Baris keempat']);
    await Promise.all([expectAccessible(other), expectAccessible(typist)]);
  });

  it('count taps for all', async () => {
    await asker.locator('[data-reaksi-jenis=applause]').click();
    const figure = '[data-reaksi-jenis=applause] small';
    for (const page of [asker, other]) await page.locator(figure, { hasText: '1' }).waitFor();
  });

  it('put an announcement over every screen, and take it away', async () => {
    const screen = await enter(await sharedScreen(app, '12.06', SEKDA), '/layar');
    const sheet = await asker.context().newPage();
    await sheet.goto(`${app.url}/ikrar`);
    const board = await enter(app.visitor(), '/papan');
    const all = [asker, other, typist, screen, sheet, board];
    await control.locator('.k-umum [name=text]').fill('Acara dilanjutkan pukul 10.00 WIB');
    await control.locator('.k-umum [name=urgency]').selectOption('important');
    await control.locator('.k-umum button').click();
    const strip = '.pengumuman.penting:visible';
    for (const page of all) {
      await page.locator(strip).getByText('Acara dilanjutkan pukul 10.00 WIB').waitFor();
    }
    await expectAccessible(board);
    await control.locator('[data-umum-tarik]').click();
    for (const page of all) await page.locator('.pengumuman:visible').waitFor({ state: 'hidden' });
    await control.locator('[data-umum-kini]').waitFor({ state: 'hidden' });
    expect(browser.complaints).to.deep.equal([]);
  });
});
