// In a real browser: somebody reads the notice and their own data, asks for its erasure, an owner
// approves it, and what was issued before still verifies to the last digit.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { createPrivacyWorld, marksOf, type PrivacyWorld } from '../privacy/privacy-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { cookiesOf } from '../support/cookies-of.ts';
import { expectSound } from '../support/page-checks.ts';
import { openRealBrowser, type RealBrowser } from '../support/real-browser.ts';
import { until } from '../support/until.ts';

/** With it every page on the way is also kept as a picture, at 390 and 1440. */
const SHOTS = process.env.SHOTS_DIR;

describe('one’s own data, to its erasure', function () {
  this.timeout(240_000);
  let world: PrivacyWorld;
  let browser: RealBrowser;
  let file: { code: string; bytes: Buffer; sha256: string };
  let receipt: string;

  const open = async (path: string, as?: TestBrowser): Promise<Page> => {
    const context = await browser.visitor();
    if (as) await context.addCookies(cookiesOf(as, world.app.url));
    const page = await context.newPage();
    await page.goto(world.app.url + path, { waitUntil: 'load' });
    return page;
  };
  const look = async (page: Page, name: string) => {
    await expectSound(page);
    for (const width of SHOTS ? [390, 1440] : []) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${SHOTS}/${name}-${width}.png`, fullPage: true });
    }
  };

  before(async () => {
    world = await createPrivacyWorld();
    browser = await openRealBrowser({ light: true });
    await world.end();
    const { service } = world.app.ikrar.certificates;
    const { code, sha256 } = await service.ensureDeclaration(world.people[0]?._id ?? '');
    const { bytes } = await service.getFile(code);
    file = { code, sha256, bytes: Buffer.from(bytes) };
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  it('shows the notice in full, to anybody', async () => {
    const page = await open('/privasi');
    expect(await page.locator('h1').textContent()).to.equal('Pemberitahuan data pribadi');
    await look(page, 'privasi');
    await page.context().close();
  });

  it('shows a person everything that is stored, and takes their request', async () => {
    const page = await open('/data-saya', await world.browserOf(0));
    const text = await page.locator('main').innerText();
    expect(text).to.include(marksOf(0).name).and.to.include(marksOf(0).note);
    await look(page, 'data-saya');
    await page.locator('input[name="pasti"]').check();
    await page.getByRole('button', { name: 'Ajukan penghapusan' }).click();
    await page.getByText('Permohonan menunggu keputusan').waitFor();
    receipt = (await page.locator('a[href^="/permohonan-data/"]').getAttribute('href')) ?? '';
    await look(page, 'data-saya-diajukan');
    await page.context().close();
  });

  it('is approved by an owner, and done soon after', async () => {
    const { campaign } = world.app.session();
    const page = await open(`/kendali/kampanye/${campaign}/data-pribadi`, world.owner);
    await look(page, 'data-pribadi');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: /^Setujui penghapusan/ }).click();
    await page.getByText('Permohonan disetujui').waitFor();
    const { store } = world.app.ikrar.privacy;
    const isDone = async () =>
      (await store.listOfPerson(world.people[0]?._id ?? ''))[0]?.state === 'done';
    await until('the erasure', isDone, 60_000);
    await page.reload();
    await look(page, 'data-pribadi-selesai');
    await page.context().close();
    const state = await open(receipt);
    await state.getByText('Data Anda sudah dihapus').waitFor();
    await look(state, 'permohonan-data');
    await state.context().close();
  });

  it('leaves the file that the person kept verifying, and says what was erased', async () => {
    const page = await open('/verifikasi');
    const upload = { name: 'ikrar.pdf', mimeType: 'application/pdf', buffer: file.bytes };
    await page.locator('#berkas').setInputFiles(upload);
    await page.locator('[data-putusan].p-contoh').waitFor();
    const text = (await page.locator('[data-putusan]').innerText()).replace(/\s+/g, ' ');
    expect(text).to.include('sudah dihapus pada').and.not.to.include(marksOf(0).name);
    expect(text.replaceAll(' ', '')).to.include(file.sha256);
    await look(page, 'verifikasi-terhapus');
    await page.context().close();
  });
});
