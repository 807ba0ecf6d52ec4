// The connection test in real browsers against a real media engine: all ways open, without UDP,
// without the engine, and without WebSocket.
import { expect } from 'chai';
import { AccessToken } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import { testRoomToken } from '../../server/line-test/line-test-access.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';

const verdict = (page: Page, line: string) =>
  page.locator(`[data-uji="${line}"]`).getAttribute('data-putusan');
const result = async (page: Page): Promise<string | null> => {
  const box = page.locator('[data-hasil]:not([hidden])');
  await box.waitFor({ timeout: 50_000 });
  return box.getAttribute('data-hasil');
};

describe('the connection test in real browsers', function () {
  this.timeout(90_000);
  let app: TestApp;
  const browsers: RealBrowser[] = [];
  const open = async (args: string[] = [], camera = false): Promise<Page> => {
    const browser = await openRealBrowser({ args });
    browsers.push(browser);
    const page = await (await browser.visitor({ camera })).newPage();
    await page.goto(`${app.url}/uji-sambungan`);
    return page;
  };
  const start = (page: Page) => page.locator('[data-mulai]').click();
  /** The media engine's signalling as seen from pages. */
  const signalling = () => new RegExp(`:${new URL(engineUrl()).port}/`);
  const engineUrl = (): string => {
    const url = app.ikrar.engine.connection()?.clientUrl;
    if (!url) throw new Error('No engine');
    return url;
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
  });
  afterEach(async () => {
    for (const browser of browsers.splice(0)) await browser.close();
  });
  after(() => app?.stop());

  it('finds every way open, and says that video can be followed', async () => {
    const page = await open([], true);
    await expectAccessible(page);
    await expectNoOverflow(page);
    await start(page);
    expect(await result(page)).to.equal('video');
    for (const line of ['socket', 'signal', 'udp', 'tcp', 'speed']) {
      expect(await verdict(page, line), line).to.equal('good');
    }
    const report = await page.locator('textarea[data-salin]').inputValue();
    const media = app.ikrar.engine.connection()?.media;
    expect(report).to.include(`UDP 127.0.0.1 ${media?.udpPort}`);
    expect(report).to.include(`TCP 127.0.0.1 ${media?.tcpPort}`);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('tries camera and microphone on a click only', async () => {
    const page = await open([], true);
    for (const line of ['camera', 'microphone']) {
      expect(await verdict(page, line)).to.equal('waiting');
      await page.locator(`[data-uji="${line}"] button`).click();
      await page.locator(`[data-uji="${line}"][data-putusan="good"]`).waitFor();
    }
  });

  it('finds TCP where a network lets no UDP through', async () => {
    const page = await open(['--webrtc-ip-handling-policy=disable_non_proxied_udp']);
    await start(page);
    expect(await result(page)).to.equal('video');
    expect(await verdict(page, 'udp')).to.equal('limited');
    expect(await verdict(page, 'tcp')).to.equal('good');
  });

  it('leaves text where the engine cannot be reached, and names what to open', async () => {
    const page = await open();
    await page.routeWebSocket(signalling(), (socket) => socket.close());
    await page.route(signalling(), (route) => route.abort());
    await start(page);
    expect(await result(page)).to.equal('text');
    for (const line of ['signal', 'udp', 'tcp']) {
      expect(await verdict(page, line), line).to.equal('blocked');
    }
    await page.getByText('Gambar dan suara tidak sampai.').waitFor();
    await expectAccessible(page);
  });

  it('finds the fallback where WebSocket is closed', async () => {
    const page = await open();
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await start(page);
    expect(await result(page)).to.equal('video');
    expect(await verdict(page, 'socket')).to.equal('limited');
  });

  it('opens nothing by a forged token, and nothing by one that is over', async () => {
    const connection = app.ikrar.engine.connection();
    if (!connection) throw new Error('No engine');
    const { apiUrl, apiKey, apiSecret } = connection;
    const validate = async (token: string): Promise<number> =>
      (await fetch(`${apiUrl}/rtc/validate?access_token=${token}`)).status;
    const over = new AccessToken(apiKey, apiSecret, { identity: 'uji.x', ttl: -3_600 });
    over.addGrant({ roomJoin: true, room: 'uji-sambungan-x' });
    expect(await validate(await testRoomToken(connection, 'x'))).to.equal(200);
    expect(
      await validate(await testRoomToken({ apiKey, apiSecret: 'x'.repeat(43) }, 'x')),
    ).to.equal(401);
    expect(await validate(await over.toJwt())).to.equal(401);
  });

  it('says so when the server itself is gone', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await start(page);
    await page.getByText('Server acara tidak dapat dihubungi').waitFor();
    expect(await verdict(page, 'socket')).to.equal('waiting');
  });
});
