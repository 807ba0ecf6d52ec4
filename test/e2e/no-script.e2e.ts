// An official whose browser runs no script: invited, registered, present, agreed, signed, with the
// sealed declaration in hand, and back again from another browser.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { act, KENDAL, SEKDA } from '../official/official-world.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const PIN = '246810';

describe('an official without a script', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let browser: RealBrowser;
  let plain: Page;
  let board: Page;
  let first: Buffer;

  const tile = (state: string) =>
    board.locator(`[data-daerah="${KENDAL}"].${state}`).waitFor({ timeout: 5_000 });
  const openPlain = async (): Promise<Page> =>
    (await browser.visitor({ javaScript: false })).newPage();
  /** axe needs a script of its own: it looks at the same page in a browser that runs them. */
  const expectSound = async (path: string) => {
    const context = await browser.visitor();
    await context.addCookies(await plain.context().cookies());
    const page = await context.newPage();
    await page.goto(app.url + path);
    await expectAccessible(page);
    await expectNoOverflow(page);
    await context.close();
  };
  const download = async (page: Page, name: string): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[href="/ikrar/naskah"]').click(),
    ]);
    const path = join(app.config.DATA_DIR, name);
    await file.saveAs(path);
    const { stdout } = await run('pdfsig', [path]);
    expect(stdout).to.include('Signature is Valid.').and.include('Total document signed');
    return readFile(path);
  };

  before(async () => {
    app = await startApp({ clock });
    browser = await openRealBrowser();
    await act(app, 'open-doors');
    board = await (await browser.visitor()).newPage();
    await board.goto(`${app.url}/papan`);
    plain = await openPlain();
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('opens the invitation, registers and is led to the plain stage', async () => {
    await plain.goto(`${app.url}/u/${await app.codeOf(KENDAL, SEKDA)}`);
    expect(plain.url()).to.equal(`${app.url}/lapor-hadir`);
    await plain.getByLabel('Nama lengkap').fill('Pejabat Tanpa Skrip');
    await plain.getByLabel('Nomor telepon').fill('0800 000 000');
    await plain.locator('[name=pin]').fill(PIN);
    await plain.getByRole('button', { name: 'Laporkan hadir' }).click();
    await plain.waitForURL('**/panggung/teks');
  });

  it('is present there, asked to load again every 60 seconds', async () => {
    await tile('v1');
    const answer = await plain.reload();
    expect((await answer?.allHeaders())?.refresh).to.match(/^60\b/);
    await expectSound('/panggung/teks');
  });

  it('is present for 90 seconds after a page, and again with the next one', async () => {
    await plain.reload();
    clock.advance(80_000);
    await app.ikrar.domains.attendance.pulse();
    await plain.reload();
    clock.advance(80_000);
    await app.ikrar.domains.attendance.pulse();
    await tile('v1');
    clock.advance(11_000);
    await app.ikrar.domains.attendance.pulse();
    await tile('v0');
    await plain.reload();
    await tile('v1');
  });

  it('agrees to each clause as it is read', async () => {
    await act(app, 'go-live', 'start-reading');
    for (const clause of [1, 2, 3, 4]) {
      await act(app, 'next-clause');
      await plain.reload();
      await plain.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
      await plain.getByText(`${clause} dari 4 butir disetujui`).waitFor();
    }
    await act(app, 'next-clause');
  });

  it('is told before the signing what it waits for, and signs by typing', async () => {
    await plain.goto(`${app.url}/ikrar?teks=1`);
    await plain.locator('[data-alasan]:visible').waitFor();
    await act(app, 'open-signing');
    await plain.goto(`${app.url}/panggung/teks`);
    await plain.getByRole('link', { name: 'Buka lembar ikrar' }).click();
    await expectSound('/ikrar?teks=1');
    await plain.getByRole('button', { name: 'Tanda tangani ikrar' }).click();
    expect(await plain.locator('#rangkuman li').count()).to.equal(2);
    await plain.getByLabel('Ketik nama Anda sebagai tanda tangan').fill('Pejabat Tanpa Skrip');
    await plain.getByRole('checkbox').check();
    await plain.getByRole('button', { name: 'Tanda tangani ikrar' }).click();
    await plain.getByRole('heading', { name: 'Ikrar Anda telah disegel' }).waitFor();
    await tile('v3');
    await expectSound('/ikrar?teks=1');
  });

  it('downloads the sealed declaration', async () => {
    first = await download(plain, 'declaration.pdf');
  });

  it('comes back from another browser with the code and the PIN, to the same file', async () => {
    const other = await openPlain();
    await other.goto(`${app.url}/`);
    await other
      .locator('form[action="/undangan"] [name=code]')
      .fill(await app.codeOf(KENDAL, SEKDA));
    await other.locator('form[action="/undangan"] button').click();
    await other.locator('[name=pin]').fill('000000');
    await other.locator('form.h-pin-form button').last().click();
    await other.locator('#rangkuman').waitFor();
    await other.locator('[name=pin]').fill(PIN);
    await other.locator('form.h-pin-form button').last().click();
    await other.waitForURL('**/panggung/teks');
    await other.goto(`${app.url}/ikrar?teks=1`);
    const second = await download(other, 'again.pdf');
    expect(second.equals(first)).to.equal(true);
  });

  it('ends its presence ninety seconds after the last page, and keeps its signature', async () => {
    clock.advance(91_000);
    await app.ikrar.domains.attendance.pulse();
    const row = async () => {
      const board = await fetch(`${app.url}/api/v1/sessions/${app.session()._id}/board`);
      const { regions } = await board.json();
      return regions.find(({ code }: { code: string }) => code === KENDAL);
    };
    // The board is at most half a second behind the collections.
    await until('absent on the board', async () => (await row()).present === 0);
    expect(await row()).to.include({ present: 0, signed: 1 });
    await tile('v3');
  });
});
