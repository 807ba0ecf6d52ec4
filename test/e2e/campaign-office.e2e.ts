// The campaign office from its first link to the fifth name, in a real browser against a server of
// its own: an owner with a second factor clones the campaign of 2020, imports 1,400 contacts, sends
// invitations while the server is killed half-way, and a coordinator fills five seats by their mail.
import { mkdir } from 'node:fs/promises';
import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { type CampaignFile, campaignFile } from '../contacts/campaign-file.ts';
import {
  decoded,
  holdMailAfter,
  type MailServer,
  startMailServer,
} from '../delivery/mail-server.ts';
import { KENDAL } from '../official/official-world.ts';
import {
  DESKTOP,
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  PHONE,
  type RealBrowser,
} from '../support/real-browser.ts';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';

const SHOTS = process.env.OFFICE_SHOTS;
const SELF = '/kendali/saya';
const CAMPAIGN = 'netralitas-asn-2027';
const SESSION = '1-maret-2027';
const SEATS = 1_090;
const REGIONS = 270;
const GOOD = SEATS + REGIONS;
/** The server dies while the mail server holds its answer to this one. */
const HELD = 600;
const LIMIT_MS = 120_000;

interface StoredSeat {
  _id: string;
  session: string;
  region: string | null;
  office: string;
  title: string;
}

describe('the campaign office in a real browser', function () {
  // Limits of a machine that is busy with much else; alone it takes well under a minute.
  this.timeout(400_000);
  let server: ServerProcess;
  let mailServer: MailServer;
  let browser: RealBrowser;
  let page: Page;
  let site: string;
  let file: CampaignFile;
  let kendalSeats: StoredSeat[];

  before(async () => {
    mailServer = await startMailServer();
    const environment = { SMTP_URL: mailServer.url, MAIL_PER_MINUTE: '60000' };
    server = await createServerProcess(environment);
    if (SHOTS) await mkdir(SHOTS, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await server?.clean();
    await mailServer?.stop();
  });

  const database = async <T>(
    use: (db: ReturnType<Awaited<ReturnType<typeof openServerDatabase>>['db']>) => Promise<T>,
  ): Promise<T> => {
    const client = await openServerDatabase(server.dataDir);
    return use(client.db()).finally(() => client.close());
  };
  const send = (action: string) => page.locator(`form[action="${action}"] button`).first().click();
  const look = async (shown: Page, name: string) => {
    await expectAccessible(shown);
    await expectNoOverflow(shown);
    for (const size of SHOTS ? [PHONE, DESKTOP] : []) {
      await shown.setViewportSize(size);
      await shown.screenshot({ path: `${SHOTS}/${name}-${size.width}.png`, fullPage: true });
    }
  };

  it('an owner is made by the link in the terminal and adds a second factor', async () => {
    const lines = await server.start();
    const link = /https?:\S+\/tautan\/\S+/.exec(lines.join('\n'))?.[0] ?? '';
    site = new URL(link).origin;
    browser = await openRealBrowser({ devices: false });
    page = await (await browser.visitor()).newPage();
    page.setDefaultTimeout(LIMIT_MS);
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(link);
    await page.locator('[name=name]').fill('Pemilik Uji');
    await page.locator('[name=login]').first().fill('pemilik.uji');
    await page.locator('[name=password]').first().fill('sandi panjang sekali');
    await page.locator('form .utama').first().click();
    await page.goto(site + SELF);
    await send(`${SELF}/langkah-kedua/mulai`);
    const shown = (await page.locator('.s-rahasia code').innerText()).replaceAll(' ', '');
    const code = new TOTP({ secret: Secret.fromBase32(shown) }).generate();
    await page.locator(`form[action="${SELF}/langkah-kedua"] [name=code]`).fill(code);
    await send(`${SELF}/langkah-kedua`);
    expect(await page.locator('.s-kode li').count()).to.equal(10);
  });

  it('clones the campaign of 2020', async () => {
    await page.goto(`${site}/kendali/kampanye`);
    await page.locator('a[href="/kendali/kampanye-baru?dari=netralitas-asn-2020"]').click();
    const fields = {
      ...{ nama: 'Gerakan Nasional Netralitas ASN 2027', pendek: 'Netralitas ASN 2027' },
      ...{ tema: 'ASN Netral', alamat: CAMPAIGN, tanggal: '2027-03-01' },
      ...{ instansi: 'Badan Kepegawaian Negara', singkatan: 'BKN' },
    };
    for (const [name, value] of Object.entries(fields)) {
      await page.locator(`main [name=${name}]`).fill(value);
    }
    await page.locator('form[action="/kendali/kampanye-baru"] .utama').click();
    await page.waitForURL(`${site}/kendali/kampanye/${CAMPAIGN}`);
  });

  it('imports 1,400 contacts, of which 40 are bad and each is named', async () => {
    const seats = await database(async (db) => {
      const session = await db.collection('sessions').findOne({ slug: SESSION });
      const of = { session: String(session?._id) };
      return db.collection<StoredSeat>('seats').find(of).sort({ ordinal: 1 }).toArray();
    });
    const regions = [...new Set(seats.flatMap(({ region }) => region ?? []))];
    expect(regions).to.have.length(REGIONS);
    kendalSeats = seats.filter(({ region }) => region === KENDAL);
    file = campaignFile(seats, regions, { count: SEATS, keep: KENDAL });
    expect(file.csv.split('\r\n')).to.have.length(1_401);
    await page.goto(`${site}/kendali/kontak?sesi=${SESSION}`);
    const upload = { name: 'kontak.csv', mimeType: 'text/csv', buffer: Buffer.from(file.csv) };
    await page.locator('input[type=file]').setInputFiles(upload);
    await send(`/kendali/kontak/${SESSION}/periksa`);
    const verdict = '1.400 baris diperiksa: 1.360 dapat diimpor, 40 bermasalah.';
    await page.getByText(verdict).waitFor();
    const rows = await page.locator('#j-periksa .u-salah li').allInnerTexts();
    expect(rows).to.have.length(40);
    expect(file.bad).to.have.length(40);
    file.bad.forEach(({ line, words }, index) => {
      expect(rows[index])
        .to.include(`Baris ${line.toLocaleString('id-ID')}`)
        .and.include(words);
    });
    await look(page, 'kontak');
    await page.getByRole('button', { name: 'Impor 1.360 kontak' }).click();
    await page.getByText('1.360 dari 1.360 kontak diimpor.').waitFor();
  });

  it('sends each invitation once, though the server is killed half-way', async () => {
    // The mail server has that mail in full; ours dies before it hears so.
    const held = holdMailAfter(mailServer, HELD);
    await page.goto(`${site}/kendali/undangan?sesi=${SESSION}`);
    await page.locator('#u-invitation button').click();
    await page.locator('#u-coordinator button').click();
    await page.getByText('1.360 surel').first().waitFor();
    await page.goto('about:blank');
    await until('the mail that is held', held.isHeld, 2 * LIMIT_MS);
    await server.kill9();
    held.release();
    await server.start();
    await until('all mails', () => mailServer.accepted.length >= GOOD, 2 * LIMIT_MS);
    await page.goto(`${site}/kendali/undangan?sesi=${SESSION}`);
    await page.getByText('1.360 dari 1.360 surel selesai diproses.').waitFor();
    await page.getByText('1 surel tidak diketahui nasibnya').waitFor();
    const to = mailServer.accepted.flatMap(({ recipients }) => recipients);
    expect(to).to.have.length(GOOD);
    expect([...to].sort()).to.deep.equal([...file.seats, ...file.coordinators].sort());
    await look(page, 'undangan');
  });

  it('lets a coordinator fill five seats by the link from their mail', async () => {
    const mail = mailServer.accepted.find(({ to }) => to === 'koordinator-33-24@uji.go.id');
    const text = decoded(mail?.source ?? '');
    for (const { title } of kendalSeats) expect(text).to.include(`- ${title}`);
    const link = /https?:\S+\/koordinator\/[A-Z0-9]+/.exec(text)?.[0] ?? '';
    const coordinator = await (await browser.visitor()).newPage();
    await coordinator.goto(link);
    expect(kendalSeats).to.have.length(5);
    for (const [index, { _id }] of kendalSeats.entries()) {
      const form = coordinator.locator(`form[action="/koordinator/jabatan/${_id}"]`);
      await coordinator.locator('details', { has: form }).locator('summary').click();
      await form.locator('[name=name]').fill(`Pejabat Uji ${index + 1}`);
      await form.locator('[name=contact]').fill('0812 0000 0000');
      await form.locator('button').click();
      await coordinator
        .getByText(`Pejabat Uji ${index + 1}`)
        .first()
        .waitFor();
    }
    await look(coordinator, 'koordinator');
    const named = await database((db) =>
      db.collection('nominations').find({ region: KENDAL }).toArray(),
    );
    expect(named.map(({ name }) => name).sort()).to.deep.equal(
      kendalSeats.map((_, index) => `Pejabat Uji ${index + 1}`),
    );
    expect(browser.complaints).to.deep.equal([]);
  });
});
