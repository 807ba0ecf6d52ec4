// The stage's line in real browsers with a real engine: what each way of following receives, what is
// offered on a bad line, and what every page does while the stream is away.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA, tickAll } from '../official/official-world.ts';
import { sharedScreen } from '../shared-rooms/shared-screen.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesGrow } from '../support/decoded-frames.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';

const MODE_KEY = 'ikrar-sambungan';
const DOWN = 'Siaran terganggu. Acara berlanjut sebagai teks';
const SAID_MS = 5_000;

/** What came in over all connections of a page, by kind; a kind that never came is missing. */
const bytesIn = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    // Set by decoded-frames.ts.
    const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
    const bytes: Record<string, number> = {};
    for (const connection of keptConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        bytes[report.kind] = (bytes[report.kind] ?? 0) + report.bytesReceived;
      }
    }
    return bytes;
  });

/** The test presenter's process: a child of this one. */
async function presenterPid(): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [line, stat] = await Promise.all(
      ['cmdline', 'stat'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    );
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent === process.pid && line?.includes('test-presenter')) return Number(name);
  }
  throw new Error('No presenter');
}

describe('the stage’s line', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let official: TestBrowser;
  let host: Page;

  const enter = async (who: TestBrowser, path: string, mode?: string): Promise<Page> => {
    const context = await browser.visitor();
    await countFrames(context);
    if (mode) {
      await context.addInitScript(
        ([key, value]) => localStorage.setItem(key ?? '', value ?? ''),
        [MODE_KEY, mode],
      );
    }
    await context.addCookies(cookiesOf(who, app.url));
    const page = await context.newPage();
    await page.goto(app.url + path);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    return page;
  };
  const isSameDocument = (page: Page) => page.evaluate(() => 'sameDocument' in window);
  const livekitPid = async (): Promise<number> => {
    const file = join(app.config.DATA_DIR, 'run', 'livekit-pid.json');
    return JSON.parse(await readFile(file, 'utf8')).pid;
  };
  const says = (page: Page, words: string) =>
    page.locator('[data-kabar] .p-putus:not([hidden])', { hasText: words });

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await act(app, 'open-doors', 'go-live');
    host = await enter(
      await signInStaff(app, 'pemimpin', 'owner'),
      `/kendali/${app.session().slug}`,
    );
    await host.locator('[data-penyaji]').click();
    await until('a stream', () => app.session().status.stream === 'test');
    official = await registered(app, KENDAL, SEKDA);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  describe('as it was chosen', () => {
    it('receives no byte of a picture as sound alone', async () => {
      const page = await enter(official, '/panggung', 'audio');
      await until('sound', async () => ((await bytesIn(page)).audio ?? 0) > 5_000);
      expect(await bytesIn(page)).to.not.have.property('video');
      await page.getByText('Suara saja. Gambar tidak diunduh.').waitFor();
      await expectAccessible(page);
      await page.context().close();
    });

    it('changes at any time without a reload, and remembers the choice on this device', async () => {
      const page = await enter(official, '/panggung');
      expect(await framesGrow(page)).to.equal(true);
      await page.locator('[data-cara=audio]').check();
      await page.getByText('Suara saja. Gambar tidak diunduh.').waitFor();
      // What was under way is still decoded; then nothing comes any more.
      await until('no more pictures', async () => {
        const before = (await bytesIn(page)).video;
        return !(await framesGrow(page, { more: 1, withinMs: 1_000 }))
          ? (await bytesIn(page)).video === before
          : false;
      });
      await page.locator('[data-cara=video]').check();
      expect(await framesGrow(page)).to.equal(true);
      await page.locator('[data-cara=text]').check();
      await page.locator('[data-adegan=text]:visible').waitFor();
      await page.reload();
      expect(await page.locator('[data-cara=text]').isChecked()).to.equal(true);
      await page.context().close();
    });

    it('takes a remembered way that does not exist for none', async () => {
      const page = await enter(official, '/panggung', 'hologram');
      expect(await page.locator('[data-cara=video]').isChecked()).to.equal(true);
      expect(await framesGrow(page)).to.equal(true);
      await page.context().close();
    });
  });

  describe('when it is bad', () => {
    it('offers sound after two breaks, once, with one sentence; nothing is forced', async () => {
      const context = await browser.visitor();
      await countFrames(context);
      await context.addCookies(cookiesOf(official, app.url));
      const page = await context.newPage();
      const lines: { close(): void }[] = [];
      await page.routeWebSocket(/\/rtc/, (line) => {
        const server = line.connectToServer();
        lines.push({ close: () => Promise.all([line.close(), server.close()]) });
      });
      await page.goto(`${app.url}/panggung`);
      expect(await framesGrow(page)).to.equal(true);
      for (const count of [1, 2]) {
        expect(await page.locator('[data-tawaran]').isVisible()).to.equal(false);
        lines.at(-1)?.close();
        await until('another line', () => lines.length > count);
        // Some seconds of pictures: the first break is over before the second one begins.
        expect(await framesGrow(page, { more: 40 })).to.equal(true);
      }
      const offer = page.locator('[data-tawaran]');
      await offer.waitFor();
      await page.getByText('Sambungan lemah. Suara saja').waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
      expect(await page.locator('[data-cara=video]').isChecked()).to.equal(true);
      await page.getByRole('button', { name: 'Ikuti dengan suara saja' }).click();
      await offer.waitFor({ state: 'hidden' });
      expect(await page.locator('[data-cara=audio]').isChecked()).to.equal(true);
      await context.close();
    });

    it('says within five seconds that nothing arrives, goes on as text, and comes back', async () => {
      const page = await enter(official, '/panggung');
      expect(await framesGrow(page)).to.equal(true);
      const pid = await presenterPid();
      const from = performance.now();
      process.kill(pid, 'SIGSTOP');
      try {
        await page.getByText('Siaran tidak sampai ke perangkat ini').waitFor();
        expect(performance.now() - from).to.be.below(SAID_MS);
        await expectAccessible(page);
        await expectNoOverflow(page);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      expect(await framesGrow(page)).to.equal(true);
      await page.getByText('Siaran tidak sampai ke perangkat ini').waitFor({ state: 'hidden' });
      expect(await isSameDocument(page)).to.equal(true);
      await page.context().close();
    });
  });

  describe('when the engine is killed in mid-stream', () => {
    let pages: Page[];
    let sheet: Page;

    before(async () => {
      await act(app, ...READ_ALL);
      await tickAll(official);
      await act(app, 'open-signing');
      sheet = await enter(official, '/ikrar');
      const screen = await enter(await sharedScreen(app, KENDAL, 'inspektorat'), '/layar');
      const stage = await enter(await registered(app, KENDAL, 'kepala-daerah'), '/panggung');
      await stage.locator('[data-nanti]').click();
      await sheet.getByRole('tab', { name: 'Ketik' }).click();
      await sheet.locator('#ketik-nama').fill('Pejabat Uji 12');
      await sheet.locator('#setuju').check();
      pages = [stage, screen, sheet, host];
      for (const page of pages) expect(await framesGrow(page), page.url()).to.equal(true);
    });

    it('says so on the stage and the shared screen within five seconds', async () => {
      const [stage, screen] = pages;
      if (!stage || !screen) throw new Error('No pages');
      const from = performance.now();
      process.kill(await livekitPid(), 'SIGKILL');
      await Promise.all([stage, screen].map((page) => says(page, DOWN).waitFor()));
      expect(performance.now() - from).to.be.below(SAID_MS);
    });

    it('stores a signature that is made meanwhile', async () => {
      await sheet.locator('[data-tanda-tangani]').click();
      await sheet.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
      expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(1);
    });

    it('brings pictures back to every page without a reload', async () => {
      for (const page of pages) {
        expect(await framesGrow(page, { withinMs: 45_000 }), page.url()).to.equal(true);
        expect(await isSameDocument(page), page.url()).to.equal(true);
      }
      expect(app.session().status.stream).to.equal('test');
    });
  });

  it('says within five seconds that an engine does not answer any more', async () => {
    const page = await enter(await registered(app, '12.06', SEKDA), '/panggung');
    expect(await framesGrow(page)).to.equal(true);
    const pid = await livekitPid();
    const from = performance.now();
    process.kill(pid, 'SIGSTOP');
    await says(page, DOWN).or(page.getByText('Siaran tidak sampai')).first().waitFor();
    expect(performance.now() - from).to.be.below(SAID_MS);
    expect(await framesGrow(page, { withinMs: 60_000 })).to.equal(true);
    expect(await isSameDocument(page)).to.equal(true);
  });
});
