// Staff accounts in a real browser, without a script: an owner adds a second factor, invites an
// auditor, and signs in by code; every page passes axe and fits a phone.
import { mkdir } from 'node:fs/promises';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import type { BrowserContext, Page } from 'playwright-core';
import {
  DESKTOP,
  expectAccessible,
  openRealBrowser,
  PHONE,
  type RealBrowser,
} from '../support/real-browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SHOTS = process.env.ACCOUNT_SHOTS;
const PASSWORD = 'sandi panjang sekali';
const SELF = '/kendali/saya';

describe('staff accounts in a browser', function () {
  this.timeout(120_000);
  let app: TestApp;
  let browser: RealBrowser;
  let owner: BrowserContext;
  let page: Page;
  let secret = '';
  const clock = runningClock();
  before(async () => {
    app = await startApp({ clock });
    browser = await openRealBrowser({ light: true });
    owner = await browser.visitor({ javaScript: false });
    page = await owner.newPage();
    if (SHOTS) await mkdir(SHOTS, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const look = async (shown: Page, name: string) => {
    for (const size of [PHONE, DESKTOP]) {
      await shown.setViewportSize(size);
      const wide = await shown.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${name} at ${size.width}`).to.be.at.most(size.width);
      const path = `${SHOTS}/${name}-${size.width}.png`;
      if (SHOTS) await shown.screenshot({ path, fullPage: true });
    }
  };
  const send = (action: string) => page.locator(`form[action="${action}"] button`).first().click();
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() });

  it('an owner is made by a link and adds a second factor', async () => {
    await page.goto(app.url + app.ikrar.accounts.makeLink('owner'));
    await look(page, 'tautan');
    await page.locator('[name=name]').fill('Pemilik Uji');
    await page.locator('[name=login]').first().fill('pemilik.uji');
    await page.locator('[name=password]').first().fill(PASSWORD);
    await page.locator('form .utama').first().click();
    await page.goto(app.url + SELF);
    await look(page, 'saya');
    await send(`${SELF}/langkah-kedua/mulai`);
    secret = (await page.locator('.s-rahasia code').innerText()).replaceAll(' ', '');
    await look(page, 'saya-pindai');
    await page.locator(`form[action="${SELF}/langkah-kedua"] [name=code]`).fill(code());
    await send(`${SELF}/langkah-kedua`);
    expect(await page.locator('.s-kode li').count()).to.equal(10);
    await look(page, 'saya-kode');
  });

  it('makes a token and a link for an auditor of one campaign', async () => {
    await page.locator('[name=scopes]').first().check();
    await send(`${SELF}/token`);
    expect(await page.locator('.s-baru input').inputValue()).to.match(/^ikrar_/);
    await look(page, 'saya-token');
    await page.goto(`${app.url}/kendali/akun`);
    await page.locator('[name=role][value=auditor]').check();
    await page.locator('form[action$="/tautan"] [name=campaign]').selectOption({ index: 1 });
    await send('/kendali/akun/tautan');
    const link = await page.locator('.s-baru input').inputValue();
    expect(link).to.include('/tautan/');
    await page.locator('details summary').first().click();
    await look(page, 'akun');
  });

  it('signs in by password and code', async () => {
    clock.advance(90_000);
    const context = await browser.visitor({ javaScript: false });
    page = await context.newPage();
    await page.goto(`${app.url}/masuk`);
    await page.locator('[name=login]').fill('pemilik.uji');
    await page.locator('[name=password]').fill(PASSWORD);
    await page.locator('main form button').click();
    await look(page, 'kode');
    await page.locator('[name=code]').fill(code());
    await page.locator('main form button').click();
    await page.waitForURL(`${app.url}/kendali`);
  });

  it('an auditor is offered nothing to change', async () => {
    const context = await browser.visitor();
    const reader = await context.newPage();
    await reader.goto(app.url + app.ikrar.accounts.makeLink('auditor'));
    await reader.locator('[name=name]').fill('Auditor Uji');
    await reader.locator('[name=login]').first().fill('auditor.uji');
    await reader.locator('[name=password]').first().fill(PASSWORD);
    await reader.locator('form .utama').first().click();
    await reader.waitForURL(`${app.url}/kendali`);
    const { slug } = app.session();
    for (const path of ['', `/${slug}`, '/akun', `/kursi?sesi=${slug}&cari=kendal`]) {
      await reader.goto(`${app.url}/kendali${path}`);
      expect(await reader.locator('main form[method=post]:visible').count(), path).to.equal(0);
      expect(await reader.locator('main [data-aksi]:visible').count(), path).to.equal(0);
      await expectAccessible(reader);
    }
    await look(reader, 'auditor-kursi');
    await reader.goto(`${app.url}/kendali/${slug}`);
    await look(reader, 'auditor-ruang');
    await reader.goto(`${app.url}${SELF}`);
    await expectAccessible(reader);
  });
});
