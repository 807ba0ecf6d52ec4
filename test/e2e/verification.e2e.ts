// The verification page in a real browser: QR codes checked on the device, by address, picture and
// camera; forged and foreign ones named; files dropped.
import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { encodeStatement, readStatement, statementText } from '../../server/proofs/index.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { type IssuedSite, startIssuedSite } from '../verification/issued-site.ts';
import { qrPicture, writeFilm } from '../verification/qr-pictures.ts';

/** The same words, signed by somebody else's key under our key's name. */
function forged(statement: string): string {
  const facts = readStatement(statement)?.statement;
  if (!facts) throw new Error('No statement');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return statementText(encodeStatement(facts, (bytes) => sign('sha256', bytes, signing)));
}

/** Pages of a PDF that the browser printed: their objects are not packed. */
const sheetsOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

describe('the verification page', function () {
  this.timeout(60_000);
  let site: IssuedSite;
  let browser: RealBrowser;
  let context: BrowserContext;
  let page: Page;
  let statement: string;
  const qr = (verdict: string) => page.locator(`[data-qr="${verdict}"]`);
  const row = (key: string) => page.locator(`[data-qr-baris="${key}"]`);
  const open = (path: string) => page.goto(site.app.url + path);

  before(async () => {
    site = await startIssuedSite();
    statement = await site.statementOf(site.codes[0]);
    browser = await openRealBrowser();
    context = await browser.visitor();
  });
  after(async () => {
    await browser?.close();
    await site?.app.stop();
    // Chromium notes the pages of an unknown code (404), of none (400) and of no PDF (415).
    const others = browser.complaints.filter((one) => !/status of 4(0[04]|15)/.test(one));
    expect(others).to.deep.equal([]);
  });
  beforeEach(async () => {
    page = await context.newPage();
  });
  afterEach(() => page.close());

  it('checks the statement behind # on the device, beside what the list says', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open(`/verifikasi/${site.codes[0]}#${statement}`);
    await qr('asli').waitFor();
    expect(await qr('asli').innerText()).to.include('Kode QR asli');
    expect(await row('name').locator('td').allInnerTexts()).to.deep.equal([
      'Pejabat Uji',
      'Pejabat Uji',
    ]);
    expect(await row('number').innerText()).to.include('IKR-2020-10-07-D-');
    // The QR code only has codes; what is the same as in the list is said in its words.
    expect(await row('office').locator('bdi').innerText()).to.equal('Sekretaris Daerah');
    expect(await row('region').locator('bdi').innerText()).to.equal('Kabupaten Kendal');
    expect(await page.locator('[data-putusan].p-sah').count()).to.equal(1);
    expect(asked.join('\n')).to.not.include(statement.slice(0, 20));
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('begins with the three ways on a phone, and gives a found code back in its short form', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/verifikasi?kode=ABC');
    const field = await page.locator('#kode').boundingBox();
    const refusal = await page.locator('#salah-kode').boundingBox();
    expect(field?.y).to.be.below(refusal?.y ?? 0);
    expect(refusal?.y).to.be.below(600);
    await open(`/verifikasi/${site.codes[0]}`);
    expect(await page.locator('#kode').inputValue()).to.match(/^\w{4}-\w{4}-\w{4}$/);
    const verdict = await page.locator('[data-putusan]').boundingBox();
    expect(verdict?.y).to.be.below((await page.locator('#kode').boundingBox())?.y ?? 0);
  });

  it('prints a verdict on one sheet', async () => {
    await open(`/verifikasi/${site.codes[0]}`);
    const sheets = sheetsOf(await page.pdf({ preferCSSPageSize: true }));
    expect(sheets).to.equal(1);
  });

  it('works without asking about the code, and after the network is gone', async () => {
    await open('/verifikasi');
    await context.setOffline(true);
    try {
      await page.evaluate((text) => location.assign(`#${text}`), statement);
      await qr('asliSendiri').waitFor();
      expect(await row('office').innerText()).to.include('kode sekretaris-daerah');
      expect(await row('region').innerText()).to.include('kode 33.24');
      expect(await row('date').innerText()).to.include('7 Oktober 2020');
    } finally {
      await context.setOffline(false);
    }
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('says loudly that a forged one is none of ours, also under a code that is', async () => {
    await open(`/verifikasi/${site.codes[0]}#${forged(statement)}`);
    await qr('palsu').waitFor();
    const said = await qr('palsu').innerText();
    expect(said).to.include('Kode QR palsu').and.include('tidak dibuat oleh');
    expect(said).to.include('tidak terbukti');
    expect(await page.locator('[data-hanya-kode]').isVisible()).to.equal(true);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it('notices a true statement of another document, and one under an unknown code', async () => {
    await open(`/verifikasi/${site.codes[1]}#${statement}`);
    await qr('lain').waitFor();
    expect(await row('number').innerText()).to.include('berbeda');
    expect(await row('office').innerText()).to.include('berbeda');
    expect(await row('date').innerText()).to.not.include('berbeda');
    await expectAccessible(page);
    await expectNoOverflow(page);
    await open(`/verifikasi/${'7'.repeat(26)}#${statement}`);
    await qr('lain').waitFor();
  });

  it('says that a damaged one is damaged, and leaves places in the page alone', async () => {
    // No such sign is in the alphabet; cut short it could, by chance, be one with a shorter name.
    await open(`/verifikasi/${site.codes[0]}#${statement.slice(0, -1)}u`);
    await qr('rusak').waitFor();
    await expectAccessible(page);
    await open('/verifikasi#isi');
    await page.locator('[data-pilih]').waitFor();
    expect(await page.locator('[data-qr]').isVisible()).to.equal(false);
  });

  it('reads a picture of a QR code that is dropped, and refuses one without', async () => {
    const picture = async (text: string, name: string) => ({
      name,
      mimeType: 'image/png',
      buffer: await qrPicture(text),
    });
    await open('/verifikasi');
    const url = `https://ikrar.example/verifikasi/${site.codes[0]}#${statement}`;
    await page.locator('#berkas').setInputFiles(await picture('halo', 'lain.png'));
    await page.locator('#salah-berkas', { hasText: 'bukan kode verifikasi' }).waitFor();
    await page.locator('#berkas').setInputFiles(await picture(url, 'foto.png'));
    await qr('asli').waitFor();
  });

  it('names what was done to a dropped file', async () => {
    const bytes = Buffer.from(await site.fileOf(site.codes[0]));
    const drop = async (buffer: Buffer, verdict: string) => {
      await open('/verifikasi');
      const file = { name: 'naskah.pdf', mimeType: 'application/pdf', buffer };
      await page.locator('#berkas').setInputFiles(file);
      await page.locator(`[data-putusan].p-${verdict}`).waitFor();
      return page.locator('[data-periksa="bytes"]').innerText();
    };
    expect(await drop(bytes, 'sah')).to.include('bita demi bita');
    bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
    expect(await drop(bytes, 'berubah')).to.include('Satu bita diubah');
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  describe('where files are dropped', () => {
    /** What a browser does when files are let go over the place for them. */
    const drop = async (name: string, type: string, bytes: Buffer) => {
      const given = { name, type, base64: bytes.toString('base64') };
      const dataTransfer = await page.evaluateHandle(({ name, type, base64 }) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
        return transfer;
      }, given);
      await page.dispatchEvent('[data-jatuh]', 'dragover', { dataTransfer });
      await page.locator('[data-jatuh].di-atas').waitFor();
      await page.dispatchEvent('[data-jatuh]', 'drop', { dataTransfer });
    };

    it('takes the issued PDF and sends it at once', async () => {
      await open('/verifikasi');
      await drop('naskah.pdf', 'application/pdf', await site.fileOf(site.codes[0]));
      await page.locator('[data-putusan].p-sah').waitFor();
      expect(await page.locator('[data-periksa]').count()).to.equal(4);
      for (const part of await page.locator('[data-periksa]').all()) {
        expect(await part.innerText()).to.not.include('Tidak diperiksa');
      }
    });

    it('names at once what is no PDF or too large, sends nothing, and takes the next file', async () => {
      const sent: string[] = [];
      page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
      await open('/verifikasi');
      await drop('surat.pdf', 'application/pdf', Buffer.from('bukan pdf'));
      await page.locator('#salah-berkas', { hasText: 'bukan PDF' }).waitFor();
      expect(await page.locator('[data-jatuh].di-atas').count()).to.equal(0);
      await drop('besar.pdf', 'application/pdf', Buffer.alloc(10_000_001, '%PDF-1.7 '));
      await page.locator('#salah-berkas', { hasText: 'lebih besar dari 10 MB' }).waitFor();
      expect(sent).to.deep.equal([]);
      await expectAccessible(page);
      const url = `https://ikrar.example/verifikasi/${site.codes[0]}#${statement}`;
      await drop('foto.png', 'image/png', await qrPicture(url));
      await qr('asli').waitFor();
    });
  });

  describe('without JavaScript', () => {
    let plain: Page;
    before(async () => {
      plain = await (await browser.visitor({ javaScript: false })).newPage();
    });
    after(() => plain.context().close());
    const send = async (buffer: Buffer) => {
      await plain.goto(`${site.app.url}/verifikasi`);
      const file = { name: 'naskah.pdf', mimeType: 'application/pdf', buffer };
      await plain.getByLabel('Periksa berkas PDF').setInputFiles(file);
      await plain.getByRole('button', { name: 'Periksa berkas', exact: true }).click();
    };

    it('takes a PDF by its form: issued, changed, and no PDF at all', async () => {
      const bytes = Buffer.from(await site.fileOf(site.codes[0]));
      await send(bytes);
      await plain.locator('[data-putusan].p-sah').waitFor();
      bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
      await send(bytes);
      await plain.locator('[data-putusan].p-berubah').waitFor();
      expect(await plain.locator('[data-periksa="bytes"]').innerText()).to.include('Satu bita');
      await send(Buffer.from('bukan pdf'));
      await plain.locator('#salah-berkas', { hasText: 'bukan PDF' }).waitFor();
    });

    it('takes a code by its form, and says what a QR code’s content needs', async () => {
      await plain.goto(`${site.app.url}/verifikasi`);
      await plain.locator('[name=kode]').fill(site.codes[0]);
      await plain.getByRole('button', { name: 'Periksa', exact: true }).click();
      await plain.waitForURL(`**/verifikasi/${site.codes[0]}`);
      await plain.locator('[data-putusan].p-sah').waitFor();
      await plain.goto(`${site.app.url}/verifikasi/${site.codes[0]}#${statement}`);
      // The emulation keeps what is meant for such browsers as text: it is there, but not drawn.
      const told = await plain.locator('.f-hasil noscript').innerHTML();
      expect(told).to.include('hanya dapat diperiksa dengan JavaScript');
    });
  });

  it('reads a QR code through the camera', async () => {
    const film = join(site.app.config.DATA_DIR, 'kamera.y4m');
    const url = `${site.app.url}/verifikasi/${site.codes[0]}#${statement}`;
    await writeFilm(film, url);
    const filmed = await openRealBrowser({ args: [`--use-file-for-fake-video-capture=${film}`] });
    try {
      const visitor = await filmed.visitor({ camera: true });
      page = await visitor.newPage();
      await open('/verifikasi');
      await page.locator('[data-buka]').click();
      await qr('asli').waitFor({ timeout: 20_000 });
      expect(page.url()).to.include(site.codes[0]);
      expect(filmed.complaints).to.deep.equal([]);
    } finally {
      await filmed.close();
      page = await context.newPage();
    }
  });
});
