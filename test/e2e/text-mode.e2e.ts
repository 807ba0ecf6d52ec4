// Text alone, on the weakest of lines, from a cold cache: from the invitation to the signed state within
// 150 kB, without the media library, while a stream is on air; presence held, the signature stored.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, READ_ALL, registered, SEKDA } from '../official/official-world.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { countFrames, framesGrow } from '../support/decoded-frames.ts';
import { countDownloads, type Downloaded } from '../support/downloaded.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import type { TestApp } from '../support/start-app.ts';
import { ON_AIR_MS, startAppOnAir } from '../support/start-app-on-air.ts';
import { until } from '../support/until.ts';
import { staffBy } from '../talk/talk-world.ts';

const LIMIT = 150_000;
const CAPTION = 'Yang kami hormati para kepala daerah di seluruh Indonesia.';
/** As an earlier visit of this device left it. */
const remembered = (): void => localStorage.setItem('ikrar-sambungan', 'text');
const isLibrary = (url: string): boolean => /livekit/.test(url);

type How = 'remembered' | 'at check-in' | 'on the stage';
interface Follower {
  page: Page;
  counted: Downloaded;
}

describe('text alone, from the invitation to the signed state', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  const followers = new Map<How, Follower>();
  const everybody = () => [...followers.values()].map(({ page }) => page);
  const total = ({ counted }: Follower) => counted.http + counted.sockets;

  /** An empty cache; nothing is known of this device but what it remembers. */
  const enter = async (how: How): Promise<Page> => {
    const context = await browser.visitor();
    if (how === 'remembered') {
      await context.addInitScript(remembered);
      await context.addCookies([{ name: 'ikrar_cara', value: 'text', url: app.url }]);
    }
    const page = await context.newPage();
    followers.set(how, { page, counted: await countDownloads(page) });
    return page;
  };
  const register = async (page: Page, office: string, mode?: string): Promise<void> => {
    await page.goto(`${app.url}/u/${await app.codeOf(KENDAL, office)}`);
    await page.getByLabel('Nama lengkap').fill('Pejabat Uji 12');
    await page.getByLabel(/Kontak|Nomor/).fill('0800 000 000');
    await page.locator('[name=pin]').fill('246810');
    if (mode) await page.getByLabel(mode).check();
    await page.locator('form.h-daftar button:not([type=button])').last().click();
    await page.waitForURL('**/panggung');
  };

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await act(app, 'open-doors');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('is chosen on the stage, by somebody who waits there for the broadcast', async () => {
    const page = await enter('on the stage');
    await register(page, 'kepala-bkd');
    expect(await page.locator('[data-cara=video]').isChecked()).to.equal(true);
    await page.locator('[data-cara=text]').check();
  });

  it('is chosen at check-in, or remembered there, while a stream is on air', async () => {
    await act(app, 'go-live');
    const host = await (await browser.visitor()).newPage();
    const owner = await signInStaff(app, 'pemimpin', 'owner');
    await host.context().addCookies(cookiesOf(owner, app.url));
    await host.goto(`${app.url}/kendali/${app.session().slug}`);
    await host.locator('[data-penyaji]').click();
    await until('a stream', () => app.session().status.stream === 'test');
    await host.context().close();
    await register(await enter('at check-in'), 'kepala-daerah', 'Teks saja');
    const known = await enter('remembered');
    await register(known, SEKDA);
    for (const page of everybody()) {
      await page.locator('[data-adegan=text]:visible').waitFor();
      expect(await page.locator('[data-cara=text]').isChecked()).to.equal(true);
    }
  });

  it('shows the agenda and the captions as they are typed', async () => {
    const { captions } = app.ikrar.domains.talk;
    await captions.add(app.session(), { text: CAPTION, key: 'kunci-uji-000001' }, staffBy('satu'));
    for (const page of everybody()) {
      await page.getByText(CAPTION).waitFor();
      await page.locator('[data-kini-judul]:visible').first().waitFor();
    }
  });

  it('shows the clause being read large, and takes the ticks', async () => {
    await act(app, ...READ_ALL.slice(0, 2));
    for (const page of everybody()) {
      const line = page.locator('.kini[data-bagian="1"]');
      await line.waitFor({ state: 'visible' });
      const size = await line.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
      expect(size).to.be.at.least(26);
    }
    await act(app, ...READ_ALL.slice(2));
    for (const page of everybody()) {
      for (const clause of [1, 2, 3, 4]) {
        await page.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
        await page.getByText(`${clause} dari 4 butir disetujui`).first().waitFor();
      }
    }
  });

  for (const how of ['remembered', 'at check-in', 'on the stage'] as const) {
    it(`signs below 150 kB and without the media library: ${how}`, async function () {
      const follower = followers.get(how);
      if (!follower) throw new Error('Nobody');
      const { page, counted } = follower;
      const { signatures } = app.ikrar.domains;
      const before = await signatures.count(app.session()._id);
      if (!app.session().status.signingOpenedAt) await act(app, 'open-signing');
      await page.locator('[data-panel] a[href="/ikrar"]').click();
      await page.getByRole('tab', { name: 'Ketik' }).click();
      await page.locator('#ketik-nama').fill('Pejabat Uji 12');
      await page.locator('#setuju').check();
      await page.locator('[data-tanda-tangani]').click();
      await page.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
      expect(await signatures.count(app.session()._id)).to.equal(before + 1);
      // The measure itself stands in the report.
      if (this.test) this.test.title += `, ${(total(follower) / 1000).toFixed(1)} kB`;
      expect(total(follower)).to.be.below(LIMIT);
      expect(counted.urls.filter(isLibrary)).to.deep.equal([]);
    });
  }

  it('has held presence all the while', async () => {
    const people = await app.ikrar.domains.attendance.attendanceOfAll(app.session());
    expect(people.size).to.equal(followers.size);
    for (const page of everybody()) {
      await page.goto(`${app.url}/panggung`);
      await expectAccessible(page);
    }
  });

  it('would have failed with pictures: the same way as video loads the library', async () => {
    const context = await browser.visitor();
    await countFrames(context);
    const other = await registered(app, KENDAL, 'inspektorat');
    await context.addCookies(cookiesOf(other, app.url));
    const video = await context.newPage();
    const more = await countDownloads(video);
    await video.goto(`${app.url}/panggung`);
    expect(await framesGrow(video)).to.equal(true);
    expect(more.urls.some(isLibrary)).to.equal(true);
    await context.close();
  });
});
