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

describe('text alone, from the invitation to the signed state', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let page: Page;
  let counted: Downloaded;
  const total = () => counted.http + counted.sockets;

  before(async function () {
    this.timeout(ON_AIR_MS);
    app = await startAppOnAir();
    browser = await openRealBrowser();
    await act(app, 'open-doors', 'go-live');
    const host = await (await browser.visitor()).newPage();
    const owner = await signInStaff(app, 'pemimpin', 'owner');
    await host.context().addCookies(cookiesOf(owner, app.url));
    await host.goto(`${app.url}/kendali/${app.session().slug}`);
    await host.locator('[data-penyaji]').click();
    await until('a stream', () => app.session().status.stream === 'test');
    await host.context().close();
    const context = await browser.visitor();
    await context.addInitScript(remembered);
    await context.addCookies([{ name: 'ikrar_cara', value: 'text', url: app.url }]);
    page = await context.newPage();
    counted = await countDownloads(page);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const checkIn = async (on: Page, office: string): Promise<void> => {
    await on.goto(`${app.url}/u/${await app.codeOf(KENDAL, office)}`);
    await on.getByLabel('Nama lengkap').fill('Pejabat Uji 12');
    await on.getByLabel(/Kontak|Nomor/).fill('0800 000 000');
    await on.locator('[name=pin]').fill('246810');
    await on.getByLabel('Teks saja').check();
    await on.locator('form.h-daftar button:not([type=button])').last().click();
    await on.waitForURL('**/panggung');
    await on.locator('[data-adegan=text]:visible').waitFor();
    expect(await on.locator('[data-cara=text]').isChecked()).to.equal(true);
  };

  it('checks in with the choice that this device remembers, and comes to the stage as text', () =>
    checkIn(page, SEKDA));

  it('shows the agenda and the captions as they are typed', async () => {
    const { captions } = app.ikrar.domains.talk;
    await captions.add(app.session(), { text: CAPTION, key: 'kunci-uji-000001' }, staffBy('satu'));
    await page.getByText(CAPTION).waitFor();
    await page.locator('[data-kini-judul]:visible').first().waitFor();
  });

  it('shows the clause being read large, and takes the ticks', async () => {
    await act(app, ...READ_ALL.slice(0, 2));
    await page.locator('.kini[data-bagian="1"]').waitFor({ state: 'visible' });
    const size = await page
      .locator('.kini[data-bagian="1"]')
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(size).to.be.at.least(26);
    await act(app, ...READ_ALL.slice(2));
    for (const clause of [1, 2, 3, 4]) {
      await page.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
      await page.getByText(`${clause} dari 4 butir disetujui`).first().waitFor();
    }
  });

  it('signs, with everything that was downloaded below 150 kB and no media library', async () => {
    await act(app, 'open-signing');
    await page.locator('[data-panel] a[href="/ikrar"]').click();
    await page.getByRole('tab', { name: 'Ketik' }).click();
    await page.locator('#ketik-nama').fill('Pejabat Uji 12');
    await page.locator('#setuju').check();
    await page.locator('[data-tanda-tangani]').click();
    await page.locator('[data-langkah="sealed"]').waitFor({ state: 'visible' });
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(1);
    expect(total()).to.be.below(LIMIT);
    expect(counted.urls.filter(isLibrary)).to.deep.equal([]);
  });

  it('has held presence all the while', async () => {
    const people = await app.ikrar.domains.attendance.attendanceOfAll(app.session());
    expect(people.size).to.equal(1);
    await page.goto(`${app.url}/panggung`);
    await expectAccessible(page);
  });

  it('is as light where the choice is made while checking in, but for that page’s own font', async () => {
    const context = await browser.visitor();
    const first = await context.newPage();
    const more = await countDownloads(first);
    await checkIn(first, 'kepala-daerah');
    expect(more.http + more.sockets).to.be.below(LIMIT);
    expect(more.urls.filter(isLibrary)).to.deep.equal([]);
    await context.close();
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
