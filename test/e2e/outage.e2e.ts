// What an official keeps when something fails: no stream from the start, the stream killed in
// mid-session, and the browser without a network at the moment of signing.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesGrow } from '../support/decoded-frames.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';

const run = promisify(execFile);
const DOWN = 'Siaran terganggu. Acara berlanjut sebagai teks';
const NONE = 'Tanpa siaran saat ini: acara diikuti sebagai teks, kehadiran Anda tetap tercatat.';

/** A page with somebody's cookies. */
async function enter(app: TestApp, browser: RealBrowser, visitor: TestBrowser, path: string) {
  const context = await browser.visitor();
  await countFrames(context);
  await context.addCookies(cookiesOf(visitor, app.url));
  const page = await context.newPage();
  await page.goto(app.url + path);
  return page;
}
const notice = (page: Page, words: string) =>
  page
    .locator('[data-kabar] .p-putus:not([hidden])', { hasText: words })
    .waitFor({ timeout: 5_000 });
const tickByClick = async (page: Page) => {
  for (const clause of [1, 2, 3, 4]) {
    await page.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
    await page.getByText(`${clause} dari 4 butir disetujui`).first().waitFor();
  }
};
const typeSignature = async (page: Page) => {
  await page.getByRole('tab', { name: 'Ketik' }).click();
  await page.locator('#ketik-nama').fill('Pejabat Uji');
  await page.locator('#setuju').check();
};

describe('an event without a stream', function () {
  this.timeout(60_000);
  let app: TestApp;
  let browser: RealBrowser;
  let official: Page;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser();
    await act(app, 'open-doors');
    const visitor = await registered(app, KENDAL, SEKDA);
    official = await enter(app, browser, visitor, '/panggung');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('says so on the stage and in the control room, and goes on as text', async () => {
    await act(app, 'go-live');
    const field = official.locator('[data-adegan=text]', { hasText: NONE });
    await field.waitFor({ state: 'visible' });
    await expectAccessible(official);
    const owner = await signInStaff(app, 'pemimpin', 'owner');
    const host = await enter(app, browser, owner, `/kendali/${app.session().slug}`);
    await host.getByText('uji tanpa siaran').first().waitFor();
    await expectAccessible(host);
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).to.equal(200);
    expect(await ready.json()).to.deep.include({ stream: 'unavailable' });
  });

  it('counts presence, takes ticks and the signature, and hands out the declaration', async () => {
    const { attendance, signatures } = app.ikrar.domains;
    await act(app, ...READ_ALL);
    await official.goto(`${app.url}/ikrar`);
    await tickByClick(official);
    await act(app, 'open-signing');
    await typeSignature(official);
    await official.locator('[data-tanda-tangani]').click();
    await official.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
    expect(await signatures.count(app.session()._id)).to.equal(1);
    const people = await attendance.attendanceOfAll(app.session());
    expect(people.size).to.equal(1);
    const [file] = await Promise.all([
      official.waitForEvent('download'),
      official.locator('a[href="/ikrar/naskah"]').click(),
    ]);
    const path = join(app.config.DATA_DIR, 'declaration.pdf');
    await file.saveAs(path);
    expect((await run('pdfsig', [path])).stdout).to.include('Signature is Valid.');
  });

  it('complained about nothing', () => {
    expect(browser.complaints).to.deep.equal([]);
  });
});

describe('a stream that is killed in mid-session', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let official: Page;
  let host: Page;

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await act(app, 'open-doors', 'go-live');
    const owner = await signInStaff(app, 'pemimpin', 'owner');
    host = await enter(app, browser, owner, `/kendali/${app.session().slug}`);
    await host.locator('[data-penyaji]').click();
    const visitor = await registered(app, KENDAL, SEKDA);
    official = await enter(app, browser, visitor, '/panggung');
    expect(await framesGrow(official)).to.equal(true);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('is told on the stage within five seconds, and the event goes on', async () => {
    await official.evaluate(() => Object.assign(window, { sameDocument: true }));
    const file = join(app.config.DATA_DIR, 'run', 'livekit-pid.json');
    const { pid } = JSON.parse(await readFile(file, 'utf8'));
    const from = performance.now();
    process.kill(pid, 'SIGKILL');
    await notice(official, DOWN);
    expect(performance.now() - from).to.be.below(5_000);
    await act(app, 'start-reading', 'next-clause');
    await official.getByRole('button', { name: 'Saya setuju butir 1' }).click();
    await official.getByText('1 dari 4 butir disetujui').first().waitFor();
  });

  it('comes back by itself, without a reload', async () => {
    await official
      .locator('[data-kabar] .p-putus:not([hidden])', { hasText: DOWN })
      .waitFor({ state: 'detached', timeout: 45_000 });
    expect(await framesGrow(official, { withinMs: 45_000 })).to.equal(true);
    expect(await official.evaluate(() => 'sameDocument' in window)).to.equal(true);
    expect(app.session().status.stream).to.equal('test');
    await expectAccessible(official);
  });
});

describe('a browser without a network at the moment of signing', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let official: Page;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser();
    await act(app, 'open-doors', 'go-live', ...READ_ALL);
    const visitor = await registered(app, KENDAL, SEKDA);
    official = await enter(app, browser, visitor, '/ikrar');
    await tickByClick(official);
    await act(app, 'open-signing');
    await typeSignature(official);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('keeps the click on the device and says so', async () => {
    await official.context().setOffline(true);
    await official.locator('[data-tanda-tangani]').click();
    await official
      .locator('[data-kabar] .p-putus:not([hidden])', { hasText: 'Tersimpan di perangkat ini' })
      .waitFor({ timeout: 40_000 });
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(0);
    await expectAccessible(official);
  });

  it('delivers it exactly once when the network is back', async () => {
    await official.context().setOffline(false);
    await official
      .locator('[data-langkah="sealed"]')
      .waitFor({ state: 'visible', timeout: 60_000 });
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(1);
    await official.reload();
    await official.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(1);
  });
});
