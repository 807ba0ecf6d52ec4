// An official who arrives with a crowd: the stage says the place in the queue, stays usable, and
// goes on by itself.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type ClientSocket, connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const CROWD = 24;

describe('an official in the queue', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let page: Page;
  const crowd: ClientSocket[] = [];
  before(async () => {
    app = await startApp({ environment: { ADMIT_PER_SECOND: '2' } });
    browser = await openRealBrowser({ light: true });
    await act(app, 'open-doors', 'go-live', 'start-reading', 'next-clause', 'next-clause');
    const visitor = await registered(app, KENDAL, SEKDA);
    const context = await browser.visitor();
    await context.addCookies(cookiesOf(visitor, app.url));
    page = await context.newPage();
    for (let count = 0; count < CROWD; count += 1) {
      crowd.push(openSocket({ base: app.url, auth: { page: 'board' }, cookie: '' }));
    }
  });
  after(async () => {
    for (const socket of crowd) socket.disconnect();
    await browser?.close();
    await app?.stop();
  });

  it('is told the place, can go on reading and agreeing, and is let in', async () => {
    const arrivals = crowd.map(connect);
    await page.goto(`${app.url}/panggung`);
    const notice = page.locator('[data-kabar]', { hasText: /Anda dalam antrean, urutan \d+/ });
    await notice.waitFor({ timeout: 15_000 });
    expect(await notice.getAttribute('role')).to.equal('status');
    await expectAccessible(page);
    if (process.env.SHOTS_DIR) {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: `${process.env.SHOTS_DIR}/queue-390.png` });
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.screenshot({ path: `${process.env.SHOTS_DIR}/queue-1440.png` });
    }
    // The click is kept on the device, and delivered when the turn has come.
    await page.getByRole('button', { name: 'Saya setuju butir 1' }).click();
    await page.getByText('1 dari 4 butir disetujui').first().waitFor({ timeout: 60_000 });
    await notice.waitFor({ state: 'detached', timeout: 30_000 });
    await Promise.all(arrivals);
    expect(browser.complaints).to.deep.equal([]);
  });
});
