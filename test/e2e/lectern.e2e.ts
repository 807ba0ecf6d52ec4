// Who speaks and who leads, on a real stream: the control room's camera and screen, a speaker's and
// the reader's link; what they show arrives at an official whose browser may not use a camera.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openSocket, signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { atLectern, personOf, stageLink } from '../stage/stage-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesDecoded, framesGrow } from '../support/decoded-frames.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';

describe('the lectern and the control room’s camera', function () {
  this.timeout(60_000);
  let app: TestApp;
  let speaking: RealBrowser;
  let watching: RealBrowser;
  let owner: TestBrowser;
  let host: Page;
  let official: Page;
  let reader: Page;
  let speaker: Page;

  const enter = async (browser: RealBrowser, visitor: TestBrowser, path: string) => {
    const context = await browser.visitor({ camera: browser === speaking });
    await countFrames(context);
    await context.addCookies(cookiesOf(visitor, app.url));
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(app.url + path);
    return page;
  };
  /** Opens somebody's link and enters by it. */
  const openLink = async (role: 'reader' | 'speaker'): Promise<Page> => {
    const page = await enter(speaking, app.visitor(), await stageLink(app, role));
    await page.locator('main form button').click();
    await page.waitForURL('**/mimbar');
    return page;
  };
  const bring = async (role: 'reader' | 'speaker') => {
    const { code } = await personOf(app, role);
    await host.locator(`[data-tindakan="bring m-${code}"]`).click();
  };
  const press = async (page: Page, source: 'camera' | 'screen', isOn: boolean) => {
    await page.locator(`[data-siar=${source}]`).click();
    await page.locator(`[data-siar=${source}][aria-pressed=${isOn}]`).waitFor();
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    speaking = await openRealBrowser();
    watching = await openRealBrowser({ devices: false });
    await act(app, 'open-doors', 'go-live');
    owner = await signInStaff(app, 'pemimpin', 'owner');
    host = await enter(speaking, owner, `/kendali/${app.session().slug}`);
    const visitor = await registered(app, KENDAL, SEKDA);
    official = await enter(watching, visitor, '/panggung');
  });
  after(async () => {
    await watching?.close();
    await speaking?.close();
    await app?.stop();
  });

  it('shows nothing to an official while nobody is on air', async () => {
    const asked = await official.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        () => 'refused',
      ),
    );
    expect(asked, 'the official’s camera').to.equal('refused');
    expect(await framesDecoded(official)).to.equal(0);
    expect(await framesGrow(official, { more: 1, withinMs: 1_500 })).to.equal(false);
  });

  it('brings the control room’s camera to the official', async () => {
    await press(host, 'camera', true);
    expect(await framesGrow(official)).to.equal(true);
    expect(app.session().status.stream).to.equal('on air');
  });

  it('brings its screen instead, and the camera again when the screen ends', async () => {
    const width = () => official.evaluate(() => document.querySelector('video')?.videoWidth ?? 0);
    const camera = await width();
    await press(host, 'screen', true);
    await official.waitForFunction(
      (before) => {
        const now = document.querySelector('video')?.videoWidth ?? 0;
        return now > 0 && now !== before;
      },
      camera,
      { timeout: 20_000 },
    );
    expect(await framesGrow(official)).to.equal(true);
    await press(host, 'screen', false);
    expect(await framesGrow(official)).to.equal(true);
    await press(host, 'camera', false);
    expect(await framesGrow(official, { more: 30, withinMs: 2_000 })).to.equal(false);
  });

  it('takes a speaker on air when they are called, without any step of the ceremony', async () => {
    speaker = await openLink('speaker');
    await expectAccessible(speaker);
    await press(speaker, 'camera', true);
    expect(await framesGrow(official, { more: 1, withinMs: 1_500 })).to.equal(false);
    await bring('speaker');
    expect(await framesGrow(official)).to.equal(true);
    expect(await speaker.locator('[data-aksi]').count()).to.equal(0);
    await press(speaker, 'camera', false);
  });

  it('lets the reader start the reading and move the clause; the official follows', async () => {
    reader = await openLink('reader');
    await press(reader, 'camera', true);
    await bring('reader');
    expect(await framesGrow(official)).to.equal(true);
    await reader.locator('[data-aksi=start-reading]').click();
    await official.locator('[data-bagian="0"]').waitFor({ state: 'visible' });
    for (const clause of [1, 2]) {
      const from = performance.now();
      await reader.locator('[data-aksi=next-clause]').click();
      await official.locator(`[data-bagian="${clause}"].kini`).waitFor({ state: 'visible' });
      expect(performance.now() - from).to.be.below(1_500);
    }
    await reader.locator('[data-aksi=previous-clause]').click();
    await official.locator('[data-bagian="1"].kini').waitFor({ state: 'visible' });
    await expectAccessible(reader);
  });

  it('refuses the speaker the reader’s steps, also past their page', async () => {
    const { version } = app.session().status;
    const visitor = await atLectern(app, 'speaker');
    const { socket } = await openSocket(app, visitor, { page: 'lectern' });
    for (const action of ['next-clause', 'previous-clause', 'cancel-reading', 'end']) {
      const answer = await socket.emitWithAck('session:act', { action });
      expect(answer, action).to.have.property('ok', false);
    }
    socket.close();
    expect(app.session().status.version).to.equal(version);
  });

  it('complained about nothing', () => {
    expect([...speaking.complaints, ...watching.complaints]).to.deep.equal([]);
  });
});
