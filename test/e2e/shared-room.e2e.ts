// One screen and two phones in a real browser: joined by the QR code's address and by PIN, one signs
// in turn at the screen and one on their own phone, one leaves alone, and the screen is closed.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import QRCode from 'qrcode';
import { act, KENDAL, READ_ALL, SEKDA, seatOf } from '../official/official-world.ts';
import { openRealBrowser, PHONE, type RealBrowser } from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { becomes } from '../support/until.ts';

const INSPECTOR = 'inspektorat';
const HEAD = 'kepala-daerah';
const PIN = '246810';
const PLACE = 'Aula Setda';

describe('a shared room in real browsers', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let screen: Page;
  const phones = new Map<string, Page>();

  const newPage = async (size?: typeof PHONE): Promise<Page> => {
    const page = await (await browser.visitor()).newPage();
    await page.setViewportSize(size ?? { width: 1920, height: 1080 });
    return page;
  };
  const fillIn = async (page: Page) => {
    await page.getByLabel('Nama lengkap').fill('Pejabat Uji');
    await page.getByLabel('Nomor telepon').fill('0800 000 000');
    await page.locator('[name=pin]').fill(PIN);
    await page.getByRole('button', { name: 'Laporkan hadir' }).click();
  };
  const arrive = async (page: Page, office: string) => {
    await page.goto(`${app.url}/u/${await app.codeOf(KENDAL, office)}`);
    await fillIn(page);
    await page.waitForURL('**/panggung');
  };
  /** The address in the QR code: the picture must be the very one that a coder makes of it. */
  const scan = async (): Promise<string> => {
    const shown = (await screen.locator('.kode-ruang').textContent()) ?? '';
    const address = `${app.url}/r/${shown.replace('-', '')}`;
    const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
    const dark = [...modules.data].filter((one) => one === 1).length;
    const path = (await screen.locator('.qr-isi').getAttribute('d')) ?? '';
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, ...run]) => run.map(Number));
    expect(runs.reduce((sum, [, , width = 0]) => sum + width, 0)).to.equal(dark);
    for (const [x = 0, y = 0, width = 0] of runs) {
      for (let at = x; at < x + width; at++) expect(modules.get(y - 4, at - 4)).to.equal(1);
    }
    return address;
  };
  const row = async (office: string) =>
    screen.locator(`[data-anggota="${(await seatOf(app, KENDAL, office))._id}"]`);
  const pinAt = async (office: string, label: string) => {
    const line = await row(office);
    await line.locator('summary').click();
    await line.locator('[name=pin]').fill(PIN);
    await line.getByRole('button', { name: label }).click();
  };
  /** Waits until the board shows these states of Kendal's seats; the others are absent. */
  const boardShows = async (wanted: Record<string, string>) => {
    const { boards } = app.ikrar.domains;
    const read = async () => {
      const rows = await boards.delegation(app.session()._id, KENDAL);
      const states: Record<string, string> = {};
      for (const office of [SEKDA, INSPECTOR, HEAD]) {
        const seat = await seatOf(app, KENDAL, office);
        states[office] = rows.find((one) => one.seat === seat._id)?.state ?? '';
      }
      return states;
    };
    await becomes(read, wanted, { what: 'seats on the board' });
  };
  const agreeAndSign = async (page: Page) => {
    for (let clause = 1; clause <= 4; clause++) {
      await page.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
    }
    await page.locator('#tab-ketik').click();
    await page.locator('#ketik-nama').fill('Pejabat Uji');
    await page.locator('#setuju').check();
    await page.locator('[data-tanda-tangani]').click();
    await page.locator('[data-langkah=sealed]:not([hidden])').waitFor();
  };

  before(async function () {
    this.timeout(240_000);
    app = await startApp();
    browser = await openRealBrowser();
    await act(app, 'open-doors');
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
  });

  it('begins where an official makes their browser the screen', async () => {
    screen = await newPage();
    await arrive(screen, SEKDA);
    await screen.getByRole('link', { name: 'Ruang bersama dan layar bersama' }).click();
    await screen.getByRole('link', { name: 'Jadikan layar bersama' }).click();
    await screen.getByLabel('Nama ruangan').fill(PLACE);
    await screen.getByRole('button', { name: 'Jadikan layar bersama' }).click();
    await screen.waitForURL('**/layar');
    await boardShows({ [SEKDA]: 'present', [INSPECTOR]: 'absent', [HEAD]: 'absent' });
  });

  it('takes in a phone by the QR code, checked in on the way, and shows it at once', async () => {
    const phone = await newPage(PHONE);
    phones.set(INSPECTOR, phone);
    await phone.goto(await scan());
    await phone.getByLabel('Kode undangan').fill(await app.codeOf(KENDAL, INSPECTOR));
    await phone.getByRole('button', { name: 'Lanjut lapor hadir' }).click();
    await fillIn(phone);
    await phone.getByRole('button', { name: 'Saya berada di ruangan ini' }).click();
    await phone.getByText(`Anda tercatat hadir di ${PLACE}`).waitFor();
    await (await row(INSPECTOR)).getByText('Dikonfirmasi melalui ponsel').waitFor();
    await boardShows({ [SEKDA]: 'present', [INSPECTOR]: 'present', [HEAD]: 'absent' });
  });

  it('takes in a second person with their PIN at the screen, which stays where it is', async () => {
    const phone = await newPage(PHONE);
    phones.set(HEAD, phone);
    await screen.evaluate(() => Object.assign(window, { isSamePage: true }));
    await arrive(phone, HEAD);
    const line = await row(HEAD);
    await line.getByText('Bergabung dari perangkat lain').waitFor();
    await phone.close();
    await boardShows({ [SEKDA]: 'present', [INSPECTOR]: 'present', [HEAD]: 'absent' });
    await line.locator('summary').click();
    await line.locator('[name=pin]').fill('000000');
    await line.getByRole('button', { name: 'Masuk ke ruangan' }).click();
    await line.locator('[data-salah]:not([hidden])').waitFor();
    await line.locator('[name=pin]').fill(PIN);
    await line.getByRole('button', { name: 'Masuk ke ruangan' }).click();
    await line.getByText('Dikonfirmasi dengan PIN').waitFor();
    expect(await screen.evaluate('window.isSamePage')).to.equal(true);
    await boardShows({ [SEKDA]: 'present', [INSPECTOR]: 'present', [HEAD]: 'present' });
  });

  it('signs in turn at the screen, and on the own phone', async () => {
    await act(app, 'go-live', ...READ_ALL, 'open-signing');
    await screen.locator('[data-saat-tanda]:not([hidden])').waitFor();
    await pinAt(HEAD, 'Buka lembar ikrar');
    await screen.waitForURL('**/ikrar');
    await screen.getByText('Giliran Kepala Daerah').waitFor();
    await agreeAndSign(screen);
    const phone = phones.get(INSPECTOR);
    if (!phone) throw new Error('No phone');
    await phone.goto(`${app.url}/ikrar`);
    await agreeAndSign(phone);
    await boardShows({ [SEKDA]: 'present', [INSPECTOR]: 'signed', [HEAD]: 'signed' });
    await screen.getByRole('link', { name: 'Selesai, kembali ke layar bersama' }).first().click();
    await screen.waitForURL('**/layar');
    await (await row(HEAD)).getByText('Menandatangani').waitFor();
    const stored = app.database.connection.collection('signatures');
    expect(await stored.countDocuments({ kind: 'signature' })).to.equal(2);
    await screen.goto(`${app.url}/ikrar`);
    expect(await screen.locator('[data-tanda-tangani]').count()).to.equal(0);
    await screen.goto(`${app.url}/layar`);
  });

  it('lets one leave alone and the others stay', async () => {
    const phone = phones.get(INSPECTOR);
    await phone?.goto(`${app.url}/ruang`);
    await phone?.getByRole('button', { name: 'Keluar dari ruangan' }).click();
    await phone?.getByLabel('Kode ruangan').waitFor();
    await (await row(INSPECTOR)).getByText('Masuk dengan PIN').waitFor();
    const { sharedRooms } = app.ikrar.domains;
    const members = await sharedRooms.membersOfSession(app.session()._id);
    expect(members).to.have.length(2);
  });

  it('holds nobody once the screen is closed', async () => {
    await screen.context().close();
    await phones.get(INSPECTOR)?.context().close();
    await boardShows({ [SEKDA]: 'absent', [INSPECTOR]: 'signed', [HEAD]: 'signed' });
    const presence = app.database.connection.collection('presence');
    await becomes(() => presence.countDocuments({ endedAt: null }), 0, { what: 'still held' });
    expect(browser.complaints.filter((one) => !one.includes('status of 401'))).to.deep.equal([]);
  });
});
