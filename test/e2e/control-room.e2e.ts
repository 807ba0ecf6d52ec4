// Host and reader in real browsers with a real media engine: by keyboard, from a lectern's camera
// to the host's picture, two hosts at once, and on a phone.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { personOf, stageLink } from '../stage/stage-world.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';

const SLUG = '7-oktober-2020';
const NEXT = '[data-utama]:not([hidden])';
/** Frames arrive: the picture has a size and its count of frames grows. */
function isMoving(): boolean {
  const video = document.querySelector<HTMLVideoElement>('[data-video]');
  if (!video) return false;
  const frames = video.getVideoPlaybackQuality().totalVideoFrames;
  const before = Number(video.dataset.framesBefore ?? frames);
  video.dataset.framesBefore = String(before);
  return video.videoWidth > 0 && frames > before + 5;
}

describe('the control room in real browsers', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let host: Page;
  let reader: Page;

  const status = () => app.session().status;
  const title = (words: string) => host.locator('[data-utama-judul]', { hasText: words }).waitFor();
  const signIn = async (login: string): Promise<Page> => {
    const page = await (await browser.visitor()).newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(app.url + app.ikrar.accounts.makeLink('host'));
    const form = page.locator('form:has([value=new])');
    await form.locator('[name=name]').fill(`Petugas ${login}`);
    await form.locator('[name=login]').fill(login);
    await form.locator('[name=password]').fill('kata sandi yang panjang');
    await form.locator('button').click();
    await page.waitForURL('**/kendali');
    await page.goto(`${app.url}/kendali/${SLUG}`);
    await page.locator(NEXT).waitFor();
    return page;
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    host = await signIn('pemimpin');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('leads by keyboard alone, and keeps the focus on the button', async () => {
    await host.locator(NEXT).focus();
    await host.keyboard.press('Enter');
    await title('Mulai acara');
    await host.keyboard.press('Enter');
    await title('Mulai pembacaan ikrar');
    expect(await host.evaluate('document.activeElement.hasAttribute("data-utama")')).to.equal(true);
    expect(status().session).to.equal('live');
  });

  it('bars what the machine forbids, with the reason beside it, and says it when pressed', async () => {
    const gate = host.locator('[data-gerbang]');
    expect(await gate.getAttribute('aria-disabled')).to.equal('true');
    const reason = 'Ikrar belum selesai dibacakan sampai penutup.';
    expect(await host.locator('#alasan-gerbang').textContent()).to.equal(reason);
    const { version } = status();
    await gate.click({ force: true });
    await host.locator('[role=alert]', { hasText: /./ }).waitFor();
    expect(status().version).to.equal(version);
    await expectAccessible(host);
    await host.locator('[role=alert] button').click();
  });

  it('brings the reader’s camera from the lectern to the host’s picture', async () => {
    reader = await (await browser.visitor({ camera: true })).newPage();
    await reader.goto(app.url + (await stageLink(app, 'reader')));
    await expectAccessible(reader);
    await reader.locator('main form button').click();
    await reader.waitForURL('**/mimbar');
    expect(await host.evaluate(isMoving)).to.equal(false);
    await reader.locator('[data-siar=camera]').click();
    await reader.locator('[data-siar=camera][aria-pressed=true]').waitFor();
    const { code } = await personOf(app, 'reader');
    await host.locator(`[data-tindakan="bring m-${code}"]`).click();
    await host.waitForFunction(isMoving, undefined, { timeout: 30_000 });
    await reader.locator('[data-keadaan=onStage]').waitFor();
    await expectAccessible(reader);
    await expectNoOverflow(reader);
  });

  it('lets the reader lead the clauses; the host sees each', async () => {
    await reader.locator('[data-aksi=start-reading]').click();
    await title('Lanjut: butir 1');
    await reader.locator('[data-aksi=next-clause]').click();
    await title('Lanjut: butir 2');
    await host.locator('[data-isi-butir]', { hasText: 'Butir 1:' }).waitFor();
    await reader.locator('[data-bagian]', { hasText: 'Butir 1 dari 4' }).waitFor();
    expect(await host.locator('.i-kawung .kp.kini').count()).to.equal(1);
    await expectAccessible(reader);
    await expectAccessible(host);
  });

  it('keeps two hosts together, and works on a phone', async () => {
    const second = await signIn('pendamping');
    await second.setViewportSize({ width: 360, height: 740 });
    await second.locator(NEXT).click();
    await title('Lanjut: butir 3');
    await host.locator('.k-log li', { hasText: 'Petugas pendamping' }).first().waitFor();
    await expectNoOverflow(second, [320, 360, 768, 1024, 1440, 1920]);
    await second.close();
  });

  it('leads from a region to call to its page, and on to a seat’s actions', async () => {
    await host.locator('.telepon a').first().click();
    await host.locator('.m-kursi li').first().waitFor();
    await host.locator('.m-kursi .m-aksi a').last().click();
    await host.locator('.s-urus[open] form').first().waitFor();
    await expectAccessible(host);
    await expectNoOverflow(host);
    await host.goto(`${app.url}/kendali`);
    await expectAccessible(host);
    await expectNoOverflow(host);
    await host.goto(`${app.url}/kendali/${SLUG}`);
    await host.locator(NEXT).waitFor();
  });

  it('complained about nothing', () => {
    expect(browser.complaints).to.deep.equal([]);
  });
});
