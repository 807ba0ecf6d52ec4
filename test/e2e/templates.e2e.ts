// The editor of wordings in a real browser: it saves by itself, shows what is wrong, and draws anew.
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { PATH, startDraft } from '../certificate-templates/templates-world.ts';
import { signInStaff } from '../control/staff-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectAccessible, openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the editor of wordings', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let owner: TestBrowser;

  before(async () => {
    app = await startApp();
    browser = await openRealBrowser({ light: true });
    owner = await signInStaff(app, 'pemilik', 'owner');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  const open = async (path: string, javaScript = true): Promise<[Page, BrowserContext]> => {
    const context = await browser.visitor({ javaScript });
    await context.addCookies(cookiesOf(owner, app.url));
    const page = await context.newPage();
    await page.goto(app.url + path);
    return [page, context];
  };
  const service = () => app.ikrar.certificates.templates.templates;
  const body = (page: Page) => page.locator('[name=blok-body]');
  const saved = (page: Page) => page.locator('[data-simpan]', { hasText: 'Tersimpan' }).waitFor();
  /** The preview that the frame asks for once the draft is saved. */
  const drawn = (page: Page, after = 0) =>
    page.waitForResponse((one) => {
      const { pathname, searchParams } = new URL(one.url());
      return pathname.endsWith('/pratinjau.pdf') && Number(searchParams.get('rev')) > after;
    });

  it('saves what is typed and draws the certificate anew', async () => {
    const id = await startDraft(owner, 'participation');
    const [page, context] = await open(`${PATH}/${id}`);
    const pdf = drawn(page, (await service().find(id))?.revision);
    await body(page).fill('atas kehadiran selama {{minutes}} menit.');
    const answer = await pdf;
    expect(answer.status()).to.equal(200);
    // The browser's own viewer has taken the body: the same address again, without a browser.
    const { pathname, search } = new URL(answer.url());
    expect((await owner.open(pathname + search)).text.slice(0, 5)).to.equal('%PDF-');
    expect((await service().find(id))?.source).to.include('atas kehadiran selama {{minutes}}');
    await expectAccessible(page);
    // Publishing asks first, and then does it.
    page.once('dialog', (dialog) => dialog.accept());
    await page.locator('[data-terbit]').click();
    await page.locator('.s-selesai').waitFor();
    expect(await service().find(id)).to.include({ state: 'published', current: true });
    await context.close();
  });

  it('says at the field what is wrong, and takes it back when it is mended', async () => {
    const id = await startDraft(owner, 'participation');
    const [page, context] = await open(`${PATH}/${id}`);
    await body(page).fill('selama {{minuts}} menit');
    const problem = page.locator('[data-soal-blok=body] li');
    await problem.waitFor();
    expect(await problem.textContent()).to.include('Maksud Anda {{minutes}}?');
    await page.locator('[data-pratinjau] .w-info').waitFor();
    expect(await page.locator('iframe').count()).to.equal(0);
    const pdf = drawn(page);
    await body(page).fill('selama {{minutes}} menit');
    expect((await pdf).status()).to.equal(200);
    await problem.waitFor({ state: 'detached' });
    await page.locator('iframe').waitFor();
    await context.close();
  });

  it('tells the second of two editors, whose words stay', async () => {
    const id = await startDraft(owner, 'participation');
    const [first, one] = await open(`${PATH}/${id}`);
    const [second, other] = await open(`${PATH}/${id}`);
    await body(first).fill('yang pertama');
    await saved(first);
    await body(second).fill('yang kedua');
    await second.locator('[data-simpan]', { hasText: 'disimpan dari tempat lain' }).waitFor();
    expect((await service().find(id))?.source).to.include('yang pertama');
    await second.locator('.w-tekan .utama').click();
    await second.locator('.s-salah').waitFor();
    expect(await body(second).inputValue()).to.equal('yang kedua');
    // Saved once more, knowingly.
    await second.locator('.w-tekan .utama').click();
    await second.locator('.s-selesai').waitFor();
    expect((await service().find(id))?.source).to.include('yang kedua');
    await one.close();
    await other.close();
  });

  it('works without a script: save, then look', async () => {
    const id = await startDraft(owner, 'participation');
    const [page, context] = await open(`${PATH}/${id}`, false);
    await body(page).fill('atas kehadiran dalam {{campaign}}.');
    await page.locator('.w-tekan .utama').click();
    await page.locator('.s-selesai').waitFor();
    expect((await service().find(id))?.source).to.include('atas kehadiran dalam {{campaign}}.');
    const link = await page.locator('[data-pratinjau] a').getAttribute('href');
    expect((await owner.open(link ?? '')).text.slice(0, 5)).to.equal('%PDF-');
    await context.close();
  });
});
