// The site's viewer and publisher in a real browser against a real LiveKit: pictures arrive, stay
// away when nobody is on air, and come back after an outage with a fresh token.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../server/embedded/chromium.ts';
import { rememberingReport } from '../embedded/support.ts';
import { type MediaSite, startMediaSite } from './media-site.ts';
import { type LivestreamBench, reached, startLivestreamBench } from './support.ts';

const FLAGS = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-quic',
  '--disable-background-networking',
];

describe('viewer and publisher in a browser', function () {
  this.timeout(60_000);
  let bench: LivestreamBench;
  let site: MediaSite;
  let browser: Browser;
  const troubles: string[] = [];

  async function open(role: 'viewer' | 'speaker', identity: string): Promise<Page> {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) troubles.push(message.text());
    });
    await page.goto(`${site.origin}/?role=${role}&identity=${identity}`);
    await page.waitForSelector('body[data-loaded]');
    return page;
  }
  /** Waits until decoded pictures have moved on twice. */
  const seesPictures = (page: Page) =>
    page.waitForFunction(() => {
      const video = document.querySelector('video');
      const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      const first = Number(document.body.dataset.firstFrames ?? frames);
      document.body.dataset.firstFrames = String(first);
      return (video?.videoWidth ?? 0) > 0 && frames > first + 5;
    });

  before(async () => {
    bench = await startLivestreamBench();
    site = await startMediaSite(bench);
    const executablePath = await ensureChromium({ report: rememberingReport() });
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    await bench?.stop();
  });

  it('shows the test picture, switches to sound alone and back, and notices its end', async () => {
    const page = await open('viewer', 'v1');
    await page.waitForSelector('body[data-state=waiting]');
    expect(await page.evaluate(() => document.querySelector('video')?.videoWidth)).to.equal(0);
    await bench.livestream.startTestPresenter('web');
    await page.waitForSelector('body[data-state=playing]');
    await seesPictures(page);
    await page.click('#sound-only');
    await page.waitForFunction(() => document.querySelector('video')?.srcObject === null);
    expect(await page.evaluate(() => document.body.dataset.state)).to.equal('playing');
    await page.click('#picture');
    await page.waitForFunction(() => document.querySelector('video')?.srcObject !== null);
    await bench.livestream.stopTestPresenter('web');
    await page.waitForSelector('body[data-state=waiting]');
    await page.context().close();
  });

  it('carries a speaker’s camera to a viewer, and comes back after LiveKit was killed', async () => {
    const speaker = await open('speaker', 's1');
    await speaker.click('#camera-on');
    await speaker.waitForSelector('body[data-camera=true]');
    await speaker.click('#microphone-on');
    await speaker.waitForSelector('body[data-microphone=true]');
    const viewer = await open('viewer', 'v2');
    await viewer.waitForSelector('body[data-state=playing]');
    await seesPictures(viewer);
    const file = join(bench.dataDir, 'run', 'livekit-pid.json');
    const down = reached(bench.engine, 'down');
    process.kill(JSON.parse(await readFile(file, 'utf8')).pid, 'SIGKILL');
    await viewer.waitForSelector('body[data-state=lost]');
    await down;
    await viewer.waitForSelector('body[data-state=playing]');
    await viewer.evaluate(() => delete document.body.dataset.firstFrames);
    await seesPictures(viewer);
    await speaker.click('#camera-off');
    await speaker.waitForSelector('body[data-camera=false]');
    await speaker.context().close();
    await viewer.context().close();
  });

  it('names the problem when the camera is refused', async () => {
    const speaker = await open('speaker', 's2');
    await speaker.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await speaker.click('#camera-on');
    await speaker.waitForSelector('body[data-problem=refused]');
    await speaker.context().close();
  });

  it('broke no rule of the content security policy and threw no error', () => {
    expect(troubles).to.deep.equal([]);
  });
});
