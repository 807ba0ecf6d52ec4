// Officials in real browsers: a torn line, a keyboard alone, no script at all, and what the stage
// weighs. The line is torn for real: a relay before the server drops every connection.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { act, KENDAL, READ_ALL, SEKDA } from '../official/official-world.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const STAGE_MAX = 120_000;

/** A line to the server that can be torn and mended. */
async function startRelay(target: string) {
  const open = new Set<Socket>();
  const port = Number(new URL(target).port);
  let isTorn = false;
  const server = createServer((socket) => {
    if (isTorn) {
      socket.destroy();
      return;
    }
    const behind = connect(port, '127.0.0.1');
    for (const one of [socket, behind]) {
      open.add(one);
      one.on('error', () => one.destroy()).on('close', () => open.delete(one));
    }
    socket.pipe(behind).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = () => {
    for (const socket of open) socket.destroy();
  };
  // Listening on an address always gives an AddressInfo.
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    tear() {
      isTorn = true;
      drop();
    },
    mend() {
      isTorn = false;
    },
    stop() {
      drop();
      server.close();
    },
  };
}

describe('officials in real browsers', function () {
  this.timeout(90_000);
  let app: TestApp;
  let browser: RealBrowser;
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let official: Page;

  const arrive = async (page: Page, url: string, region: string, office: string) => {
    await page.goto(`${url}/u/${await app.codeOf(region, office)}`);
    await page.getByLabel('Nama lengkap').fill('Pejabat Uji');
    await page.getByLabel('Nomor telepon').fill('0800 000 000');
    await page.locator('[name=pin]').fill('246810');
    await page.getByRole('button', { name: 'Laporkan hadir' }).click();
  };
  const ticksOf = async () => {
    const { invitations, registrations, ceremony } = app.ikrar.domains;
    const seats = await invitations.listOfRegion(app.session()._id, KENDAL);
    const seat = seats.find(({ office }) => office === SEKDA);
    const holder = seat && (await registrations.findOfSeat(seat._id));
    return holder ? (await ceremony.ticksOf(holder._id)).ticks : [];
  };
  const notice = (words: string) =>
    official.locator('[data-kabar] .p-putus:not([hidden])', { hasText: words }).waitFor();

  before(async function () {
    this.timeout(240_000);
    app = await startApp();
    relay = await startRelay(app.url);
    browser = await openRealBrowser();
  });
  after(async () => {
    await browser?.close();
    relay?.stop();
    await app?.stop();
  });

  it('show the errors of a form at its top, with the focus there', async () => {
    official = await (await browser.visitor()).newPage();
    await official.goto(`${relay.url}/u/${await app.codeOf(KENDAL, SEKDA)}`);
    await official.getByRole('button', { name: 'Laporkan hadir' }).click();
    await official.locator('#rangkuman:focus').waitFor();
    await expectAccessible(official);
    await expectNoOverflow(official);
    // The browser reports the 400 of the refused form as a failed load.
    expect(browser.complaints.splice(0).filter((line) => !line.includes('400'))).to.deep.equal([]);
  });

  it('wait before the doors, and the page opens by itself', async () => {
    await arrive(official, relay.url, KENDAL, SEKDA);
    await official.getByRole('heading', { name: 'Anda sudah terdaftar' }).waitFor();
    await expectAccessible(official);
    await act(app, 'open-doors');
    await official.getByRole('button', { name: 'Laporkan hadir' }).click();
    await official.waitForURL('**/panggung');
  });

  it('load a stage of at most 120 kB, fonts included', async () => {
    const fresh = await (await browser.visitor()).newPage();
    await arrive(fresh, app.url, KENDAL, 'kepala-daerah');
    await fresh.waitForURL('**/panggung');
    const cookies = await fresh.context().cookies();
    const context = await browser.visitor();
    await context.addCookies(cookies);
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    // Bodies as they travelled: compressed, without their headers.
    page.on('requestfinished', (request) => {
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${app.url}/panggung`, { waitUntil: 'networkidle' });
    await page.getByText('Tersambung', { exact: true }).waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).to.be.above(60_000).and.at.most(STAGE_MAX);
    await context.close();
    await fresh.context().close();
  });

  it('are told the truth when the line is torn, and keep their click', async () => {
    await act(app, 'go-live', 'start-reading', 'next-clause');
    await official.getByRole('button', { name: 'Saya setuju butir 1' }).waitFor();
    await expectAccessible(official);
    await expectNoOverflow(official);
    relay.tear();
    await notice('Kehadiran Anda tercatat sampai saat itu');
    await official.getByRole('button', { name: 'Saya setuju butir 1' }).click();
    // It still says so after attempts to come back have failed.
    for (let failed = 0; failed < 2; failed++) await official.waitForEvent('requestfailed');
    await notice('Tersimpan di perangkat ini, menunggu sambungan');
    expect(await ticksOf()).to.deep.equal([]);
    relay.mend();
    await official.getByText('1 dari 4 butir disetujui').waitFor({ timeout: 60_000 });
    expect(await ticksOf()).to.deep.equal([1]);
  });

  it('agree to the rest on the sheet and sign by keyboard alone', async () => {
    await act(app, ...READ_ALL.slice(2));
    await official.goto(`${relay.url}/ikrar`);
    for (const clause of [2, 3, 4]) {
      await official.getByRole('button', { name: `Saya setuju butir ${clause}` }).focus();
      await official.keyboard.press('Enter');
      await official
        .locator('aside', { hasText: `${clause} dari 4 butir` })
        .first()
        .waitFor();
    }
    await expectAccessible(official);
    await act(app, 'open-signing');
    await official.locator('[data-judul-tanda]:focus').waitFor();
    await expectAccessible(official);
    await expectNoOverflow(official);
    await official.keyboard.press('Tab');
    await official.keyboard.press('ArrowRight');
    expect(await official.locator(':focus').textContent()).to.equal('Ketik');
    await official.keyboard.press('Tab');
    await official.keyboard.type('Pejabat Uji');
    await official.keyboard.press('Tab');
    await official.keyboard.press('Space');
  });

  it('sign without a line: the click is kept, survives a reload, and is sent once', async () => {
    relay.tear();
    await notice('Sambungan terputus');
    await official.keyboard.press('Tab');
    await official.keyboard.press('Enter');
    await notice('Tersimpan di perangkat ini');
    relay.mend();
    await official.reload();
    await official.getByRole('heading', { name: 'Ikrar Anda telah disegel' }).waitFor();
    await expectAccessible(official);
    await expectNoOverflow(official);
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(1);
    expect(await official.locator('[data-sidik]').textContent()).to.match(/^([0-9a-f]{8}\s*){8}$/);
  });

  it('without a script they sign on the plain page, and another page of theirs shows it', async () => {
    const plain = await (await browser.visitor({ javaScript: false })).newPage();
    await arrive(plain, app.url, '33.15', SEKDA);
    await plain.waitForURL('**/panggung/teks');
    const context = await browser.visitor();
    await context.addCookies(await plain.context().cookies());
    const other = await context.newPage();
    await other.goto(`${app.url}/ikrar`);
    await other.getByRole('button', { name: 'Saya setuju butir 1' }).waitFor();
    for (const clause of [1, 2, 3, 4]) {
      await plain.getByRole('button', { name: `Saya setuju butir ${clause}` }).click();
    }
    await plain.getByRole('link', { name: 'Buka lembar ikrar' }).click();
    await plain.getByLabel('Ketik nama Anda sebagai tanda tangan').fill('Pejabat Uji');
    await plain.getByRole('checkbox').check();
    await plain.getByRole('button', { name: 'Tanda tangani ikrar' }).click();
    for (const page of [plain, other]) {
      await page.getByRole('heading', { name: 'Ikrar Anda telah disegel' }).waitFor();
    }
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(2);
  });
});
