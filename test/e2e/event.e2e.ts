// The event of 7 October 2020, end to end: a host and two officials of different regions in real
// browsers, with a real media engine and database; from invitation to verified certificate.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const KENDAL = '33.24';
const KARO = '12.06';

const pdfsig = async (file: string): Promise<string> => (await run('pdfsig', [file])).stdout;
/** Frames arrive, run in the page: the picture has a size and its time moves on. */
const isPlaying = (): boolean => {
  const video = [...document.querySelectorAll('video')].find((one) => one.videoWidth > 0);
  if (!video) return false;
  video.dataset.firstFrame ??= String(video.currentTime);
  return video.currentTime > Number(video.dataset.firstFrame) + 0.5;
};

describe('the event of 7 October 2020 in real browsers', function () {
  this.timeout(120_000);
  let app: TestApp;
  let browser: RealBrowser;
  let host: Page;
  let kendal: Page;
  let karo: Page;
  let board: Page;
  const downloads: string[] = [];

  const arrive = async (region: string, office: string): Promise<Page> => {
    const page = await (await browser.visitor()).newPage();
    await page.goto(`${app.url}/u/${await app.codeOf(region, office)}`);
    await page.getByLabel('Nama lengkap').fill('Pejabat Uji Ḍaerah');
    await page.getByLabel(/Kontak|Nomor/).fill('0800 000 000');
    await page.locator('[name=pin]').fill('246810');
    await expectAccessible(page);
    await expectNoOverflow(page);
    await page.locator('form.h-daftar button:not([type=button])').last().click();
    await page.waitForURL('**/panggung');
    return page;
  };
  const status = () => app.session().status;
  const act = async (selector: string, what: string, check: () => boolean) => {
    await host.locator(selector).click();
    await until(what, check);
  };
  const download = async (page: Page, selector: string, name: string): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(selector).first().click(),
    ]);
    const path = join(app.config.DATA_DIR, name);
    await file.saveAs(path);
    downloads.push(path);
    return path;
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('lets the host in by a one-time link, which makes a named account', async () => {
    host = await (await browser.visitor({ camera: true })).newPage();
    host.on('dialog', (dialog) => dialog.accept());
    await host.goto(app.url + app.ikrar.accounts.makeLink('owner'));
    await expectAccessible(host);
    await host.locator('[name=name]').fill('Petugas Uji');
    await host.locator('form [name=login]').first().fill('petugas.uji');
    await host.locator('form [name=password]').first().fill('kata sandi yang panjang');
    await host.locator('form button').first().click();
    await host.waitForURL('**/kendali');
    await expectAccessible(host);
    await host.goto(`${app.url}/kendali/${app.session().slug}`);
    await expectAccessible(host);
    await act('[data-utama]', 'doors', () => status().session === 'doors');
  });

  it('takes two officials of different regions to the stage', async () => {
    kendal = await arrive(KENDAL, 'sekretaris-daerah');
    karo = await arrive(KARO, 'inspektorat');
    await expectAccessible(kendal);
    await expectNoOverflow(kendal);
    board = await karo.context().newPage();
    await board.goto(`${app.url}/papan`);
    for (const region of [KENDAL, KARO]) {
      await board.locator(`[data-daerah="${region}"].v1`).waitFor();
    }
    await expectAccessible(board);
  });

  it('brings live video to both as hidden viewers', async () => {
    await act('[data-utama]', 'live', () => status().session === 'live');
    // A room without a publisher must fail the same check.
    expect(await kendal.evaluate(isPlaying)).to.equal(false);
    await host.locator('[data-penyaji]').click();
    for (const page of [kendal, karo])
      await page.waitForFunction(isPlaying, undefined, { timeout: 30_000 });
    await until('the stream is a test', () => status().stream === 'test');
    await expectAccessible(kendal);
  });

  it('leads the declaration clause by clause on every screen within a second', async () => {
    await act('[data-utama="start-reading"]', 'reading', () => status().ceremony === 'reading');
    for (let clause = 1; clause <= 5; clause++) {
      // The button names what it does: it knows of the clause before.
      const named = clause > 4 ? 'Lanjut: penutup ikrar' : `Lanjut: butir ${clause}`;
      await host.locator('[data-utama-judul]', { hasText: named }).waitFor();
      const from = performance.now();
      await act('[data-utama="next-clause"]', `clause ${clause}`, () => status().clause === clause);
      await kendal.locator(`[data-bagian="${clause}"]`).waitFor({ state: 'visible' });
      await karo.locator(`[data-bagian="${clause}"]`).waitFor({ state: 'visible' });
      expect(performance.now() - from, 'on both screens').to.be.below(1_500);
      if (clause > 4) break;
      const agree = kendal.locator('form[data-setuju] button');
      await agree.getByText(`${clause}`).click();
    }
    await expectAccessible(host);
  });

  it('takes a drawn signature, and the region turns red on the other’s screen', async () => {
    await act('[data-gerbang]', 'signing', () => status().ceremony === 'signing');
    await kendal.locator('[data-panel]').waitFor({ state: 'visible' });
    await expectAccessible(kendal);
    await kendal.goto(`${app.url}/ikrar`);
    await expectAccessible(kendal);
    await expectNoOverflow(kendal);
    const field = await kendal.locator('[data-bidang]').boundingBox();
    if (!field) throw new Error('No field to draw on');
    await kendal.mouse.move(field.x + 80, field.y + 60);
    await kendal.mouse.down();
    for (let step = 1; step <= 20; step++) {
      const y = field.y + 60 + 30 * Math.sin(step);
      await kendal.mouse.move(field.x + 80 + step * 12, y);
    }
    await kendal.mouse.up();
    await kendal.locator('#setuju').check();
    await kendal.locator('[data-tanda-tangani]').click();
    await kendal.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
    await board.locator(`[data-daerah="${KENDAL}"].v3`).waitFor({ timeout: 3_000 });
    await expectAccessible(kendal);
    await expectNoOverflow(kendal);
  });

  it('hands out the sealed declaration at once', async () => {
    const file = await download(kendal, 'a[href="/ikrar/naskah"]', 'declaration.pdf');
    const lines = await pdfsig(file);
    expect(lines).to.include('Signature is Valid.');
    expect(lines).to.include('Total document signed');
    const { stdout } = await run('pdftotext', [file, '-']);
    expect(stdout).to.include('Pejabat Uji Ḍaerah');
  });

  it('hands out the participation certificate when the session has ended', async () => {
    await act('[data-gerbang]', 'closed', () => status().ceremony === 'closed');
    const questions = karo.locator('[data-tanya]');
    await questions.waitFor({ state: 'visible' });
    await act('[data-aksi="end"]', 'ended', () => status().session === 'ended');
    // Nothing was asked, and nothing can be asked any more: no heading of nothing.
    await questions.waitFor({ state: 'hidden' });
    await until('the test picture ends with the session', () => status().stream === 'off');
    const link = kendal.locator('a[href^="/berkas/"]');
    const isIssued = async () => {
      await kendal.goto(`${app.url}/ikrar`);
      return (await link.count()) > 0;
    };
    await until('issued', isIssued, 60_000);
    const file = await download(kendal, 'a[href^="/berkas/"]', 'participation.pdf');
    const lines = await pdfsig(file);
    expect(lines).to.include('Signature is Valid.');
    expect(lines).to.include('Total document signed');
  });

  it('catches a flipped byte, by pdfsig and on the verification page', async () => {
    const verify = await (await browser.visitor()).newPage();
    for (const file of downloads) {
      await verify.goto(`${app.url}/verifikasi`);
      await verify.locator('#berkas').setInputFiles(file);
      await verify.locator('[data-putusan].p-contoh').waitFor();
      await expectAccessible(verify);
      const bytes = await readFile(file);
      bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
      const altered = file.replace('.pdf', '-altered.pdf');
      await writeFile(altered, bytes);
      expect(await pdfsig(altered)).to.include('Digest Mismatch.');
      await verify.goto(`${app.url}/verifikasi`);
      await verify.locator('#berkas').setInputFiles(altered);
      await verify.locator('[data-putusan].p-berubah').waitFor();
      await expectAccessible(verify);
    }
  });

  it('made no page complain', () => {
    expect(browser.complaints).to.deep.equal([]);
  });
});
