// The control room by single keys, in a real browser: never while typing, not when switched off, a
// held key once; and the run of show when an item runs over, without anything jumping.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SLUG = '7-oktober-2020';
const MINUTE = 60_000;

describe('the control room by single keys', function () {
  this.timeout(60_000);
  let app: TestApp;
  let browser: RealBrowser;
  let host: Page;

  const status = () => app.session().status;
  const title = (words: string) => host.locator('[data-utama-judul]', { hasText: words }).waitFor();
  const dialog = () => host.locator('[data-pintasan][open]');

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    host = await (await browser.visitor()).newPage();
    host.on('dialog', (asked) => asked.accept());
    await host.goto(app.url + app.ikrar.accounts.makeLink('host'));
    const form = host.locator('form:has([value=new])');
    await form.locator('[name=name]').fill('Petugas pemimpin');
    await form.locator('[name=login]').fill('pemimpin');
    await form.locator('[name=password]').fill('kata sandi yang panjang');
    await form.locator('button').click();
    await host.waitForURL('**/kendali');
    await host.goto(`${app.url}/kendali/${SLUG}`);
    await title('Buka pintu');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('shows the list "Siap?" before the doors open, computed by the server', async () => {
    await host.locator('[data-siap-butir=seal].ok').waitFor();
    await host.locator('[data-siap-butir=desk] button').click();
    await host.locator('[data-siap-butir=desk].ok', { hasText: 'Petugas pemimpin' }).waitFor();
    await expectAccessible(host);
    await expectNoOverflow(host, [320, 390, 768, 1024, 1440, 1920]);
  });

  it('gives a field its letters: nothing happens while somebody types', async () => {
    await host.keyboard.press('c');
    const field = host.locator('[data-pintas=c]');
    expect(await field.evaluate((one) => one === document.activeElement)).to.equal(true);
    const { version } = status();
    await host.keyboard.type('lkgjr?');
    expect(await field.inputValue()).to.equal('lkgjr?');
    expect(await dialog().count()).to.equal(0);
    expect(status().version).to.equal(version);
    await field.fill('');
    await field.blur();
  });

  it('takes the next step by its key, once, however long it is held', async () => {
    await host.keyboard.down('l');
    await title('Mulai acara');
    // The same key, still down: the browser repeats it.
    for (let repeat = 0; repeat < 5; repeat += 1) await host.keyboard.down('l');
    await host.keyboard.up('l');
    expect(status().session).to.equal('doors');
    await host.keyboard.press('Control+l');
    expect(status().session).to.equal('doors');
  });

  it('lists on ? exactly the keys whose buttons are on the screen', async () => {
    await host.keyboard.press('?');
    await dialog().waitFor();
    const keys = await dialog().locator('dt kbd').allTextContents();
    // No item lies before the first one: the key back is not there yet.
    expect(keys).to.include.members(['L', 'C', 'P']).and.not.include('R').and.not.include('K');
    expect(new Set(keys).size, 'no key twice').to.equal(keys.length);
    await expectAccessible(host);
    await host.keyboard.press('l');
    expect(status().session, 'nothing happens behind the list').to.equal('doors');
    await host.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('does nothing when switched off, and the choice stays', async () => {
    await host.locator('[data-pintasan-buka]').click();
    await host.locator('[data-pintasan-pakai]').uncheck();
    await host.keyboard.press('Escape');
    await host.reload();
    await title('Mulai acara');
    for (const key of ['l', 'g', '?']) await host.keyboard.press(key);
    expect(await dialog().count()).to.equal(0);
    expect(status().session).to.equal('doors');
    await host.locator('[data-pintasan-buka]').click();
    await host.locator('[data-pintasan-pakai]').check();
    await host.keyboard.press('Escape');
    await host.keyboard.press('l');
    await title('Mulai pembacaan ikrar');
  });

  it('says by how much an item runs over, and nothing jumps while it counts', async () => {
    const began = new Date(Date.now() - 19.5 * MINUTE).toISOString();
    const moments = [{ item: app.session().agenda[0]?.id, began, ended: null }];
    await app.database.connection
      .collection('sessions')
      .updateOne({ slug: SLUG }, { $set: { itemMoments: moments }, $inc: { 'status.version': 1 } });
    await host.locator('.urut .lewat [data-catatan]', { hasText: 'lewat 4 menit' }).waitFor();
    await host.locator('[data-sisa-judul]', { hasText: 'Melewati waktu' }).waitFor();
    const places = () =>
      host.evaluate(() =>
        ['[data-utama]', '[data-sisa]', '.k-upacara', '.telepon'].map((one) => {
          const { x, y, width } = document.querySelector(one)?.getBoundingClientRect() ?? {};
          return [one, x, y, width].join(' ');
        }),
      );
    const before = await places();
    const shown = await host.locator('[data-sisa]').textContent();
    await host.waitForFunction(
      (old) => document.querySelector('[data-sisa]')?.textContent !== old,
      shown,
    );
    expect(await places()).to.deep.equal(before);
    await expectAccessible(host);
  });

  it('finds a seat by telephone in one step, with what can be done for it', async () => {
    await host.keyboard.press('c');
    await host.keyboard.type('kendal sekretaris');
    await host.keyboard.press('Enter');
    const form = host.locator('form[action$="/kode"]').first();
    await form.locator('[name=reason]').fill('Kode hilang, ditelepon');
    await form.locator('button').click();
    await host.getByLabel('Kode undangan').waitFor();
    await expectAccessible(host);
  });

  it('complained about nothing', () => {
    expect(browser.complaints).to.deep.equal([]);
  });
});
