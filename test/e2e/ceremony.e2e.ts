// The ceremony in real browsers: what the reader and the control room do is on the ceremony's
// screen, the stage and the board without a reload, the countdown by the server's clock.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const LEFT = '[data-jendela-sisa]:visible';

describe('the ceremony on every screen', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let browser: RealBrowser;
  let screen: Page;
  let stage: Page;
  let control: Page;
  let board: Page;

  const status = () => app.session().status;
  const open = async (path: string, visitor?: TestBrowser): Promise<Page> => {
    const context = await browser.visitor();
    if (visitor) await context.addCookies(cookiesOf(visitor, app.url));
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(app.url + path);
    return page;
  };
  const press = async (action: string, isDone: () => boolean) => {
    await control.locator(`[data-aksi="${action}"]:visible`).click();
    await until(action, isDone);
  };
  const seconds = async (page: Page): Promise<number> => {
    const text = (await page.locator(LEFT).first().textContent()) ?? '';
    const [minutes = '', rest = ''] = text.split('.');
    return Number(minutes) * 60 + Number(rest);
  };

  before(async () => {
    // The server's clock is an hour ahead of the browsers': countdowns must not mind.
    clock.advance(60 * 60_000);
    app = await startApp({ clock });
    browser = await openRealBrowser();
    await act(app, 'open-doors');
    const official = await registered(app, KENDAL, SEKDA);
    const owner = await signInStaff(app, 'pemimpin', 'owner');
    await act(app, 'go-live', 'start-reading');
    const { slug } = app.session();
    screen = await open(`/upacara/${slug}`);
    board = await open(`/papan/${slug}`);
    control = await open(`/kendali/${slug}`, owner);
    stage = await open('/panggung', official);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('shows the clause being read, its petal, and who has agreed', async () => {
    await act(app, 'next-clause');
    const clause = screen.locator('[data-bagian="1"]:visible');
    await clause.waitFor();
    expect(await screen.locator('[data-bagian]:visible').count()).to.equal(1);
    await screen.locator('.uu-petal .kp.kini[data-butir="1"]').waitFor();
    await stage.locator('[data-setuju]:visible button').click();
    const agreed = '1 pejabat telah menyetujui butir ini';
    for (const page of [screen, control]) {
      await page.locator('[data-serentak]:visible', { hasText: agreed }).waitFor();
    }
    await act(app, 'next-clause');
    await screen.locator('[data-bagian="2"]:visible').waitFor();
    await screen.locator('.uu-petal .kp.isi[data-butir="1"]').waitFor();
    await screen.locator('[data-serentak]', { hasText: agreed }).waitFor({ state: 'hidden' });
  });

  it('counts down alike on stage and screen, stands still in a pause, and goes on', async () => {
    await act(app, 'next-clause', 'next-clause', 'next-clause', 'open-signing');
    await screen.locator(LEFT).first().waitFor();
    await stage.locator(LEFT).first().waitFor();
    const first = await seconds(screen);
    // A frame on its way makes the browser's idea of the server's time late by as much.
    expect(first).to.be.within(19 * 60, 20 * 60 + 1);
    expect(await seconds(stage)).to.be.closeTo(first, 3);
    await until('it counts', async () => (await seconds(screen)) < first);
    await press('pause-signing', () => status().signingPausedAt !== null);
    await screen.locator('.u-jendela.paused:visible').waitFor();
    await board.locator('[data-tahap]', { hasText: 'dijeda' }).waitFor();
    const still = await seconds(screen);
    await press('resume-signing', () => status().signingPausedAt === null);
    await screen.locator('.u-jendela.open:visible').waitFor();
    expect(await seconds(screen)).to.be.closeTo(still, 3);
    await press('extend-signing', () => status().extendedFrom !== null);
    await until('five minutes more', async () => (await seconds(stage)) > still + 200);
    await press('undo-extension', () => status().extendedFrom === null);
    await until('as before', async () => (await seconds(stage)) <= still);
  });

  it('lets who missed clauses tick them, then sign; the sheet says how each was agreed to', async () => {
    await stage.locator('[data-panel]:visible a').click();
    await stage.waitForURL('**/ikrar');
    for (const clause of [2, 3, 4]) {
      await stage.locator('[data-setuju]:visible', { hasText: `butir ${clause}` }).waitFor();
      if (clause === 4) {
        const ways = await stage.locator('[data-setujui-cara]:visible').allTextContents();
        expect(ways).to.deep.equal([
          'Anda setuju, bersama pembacaan',
          'Anda setuju, menyusul',
          'Anda setuju, menyusul',
        ]);
      }
      await stage.locator('[data-setuju]:visible button').click();
    }
    await stage.locator('#tab-ketik').click();
    await stage.locator('#ketik-nama').fill('Pejabat Uji');
    await stage.locator('label[for=setuju]').click();
    await stage.locator('[data-tanda-tangani]').click();
    await stage.locator('[data-judul-sah]:visible').waitFor();
    await screen.locator('[data-pejabat]', { hasText: '1' }).waitFor();
  });

  it('closes by itself, and is sealed before everybody’s eyes', async () => {
    const end = Date.parse(status().signingEndsAt ?? '');
    clock.advance(end - clock.now().getTime() + 11_000);
    await until('closed', () => status().ceremony === 'closed');
    await screen.locator('[data-layar="closed"]:visible').waitFor();
    // What the machines allow comes with the room's next figures.
    const gate = control.locator('[data-gerbang="seal"]:not([aria-disabled])');
    await gate.click({ timeout: 20_000 });
    await until('sealed', () => status().ceremony === 'sealed');
    const root = status().sealed?.root ?? '-';
    const shown = async (page: Page, selector: string) => {
      await page.locator(`${selector}:visible`).first().waitFor();
      const text = (await page.locator(`${selector}:visible`).first().textContent()) ?? '';
      expect(text.replaceAll(/\s/g, '')).to.contain(root);
    };
    for (const page of [screen, stage, control]) await shown(page, '[data-segel-akar]');
    await shown(board, '.pp-akar');
    await screen.locator('[data-layar="sealed"]:visible').waitFor();
    expect(await screen.locator('[data-segel-jumlah]').textContent()).to.equal('1');
  });
});
