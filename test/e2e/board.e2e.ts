// The national board in a real browser, while officials arrive and sign on their own sockets.
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { localTokenFile } from '../../server/http/machine.ts';
import {
  createHttpClient,
  createRehearsalApi,
  type Rehearsal,
  type RehearsalApi,
} from '../../server/rehearsal/index.ts';
import { openJournalEntry } from '../../server/rehearsal/journal.ts';
import { createOfficial, type Official } from '../../server/rehearsal/official.ts';
import {
  expectAccessible,
  expectNoOverflow,
  openRealBrowser,
  type RealBrowser,
} from '../support/real-browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('the national board in a browser', function () {
  this.timeout(60_000);
  let app: TestApp;
  let api: RehearsalApi;
  let rehearsal: Rehearsal;
  let browser: RealBrowser;
  let board: Page;
  const officials: Official[] = [];

  const boardUrl = (): string => `${app.url}/papan/${rehearsal.session.slug}`;
  const figure = (key: string): Promise<string | null> =>
    board.locator(`[data-angka="${key}"] [data-nilai]`).textContent();
  const untilFigure = (key: string, value: string) =>
    board
      .locator(`[data-angka="${key}"] [data-nilai]`, { hasText: new RegExp(`^${value}$`) })
      .waitFor({ timeout: 10_000 });
  const tileOf = (official: Official) =>
    board.locator(`[data-daerah="${official.entry.region}"]`).getAttribute('class');

  before(async () => {
    app = await startApp();
    const client = createHttpClient(app.url);
    const token = await readFile(localTokenFile(app.config.DATA_DIR), 'utf8');
    api = createRehearsalApi(client, token.trim());
    rehearsal = await api.create({ officials: 2 });
    await api.act(rehearsal.session.id, 'doors');
    for (const [number, invitation] of rehearsal.invitations.entries()) {
      const entry = openJournalEntry(invitation);
      const now = () => performance.now();
      officials.push(createOfficial({ base: app.url, client, entry, number, now }));
    }
    browser = await openRealBrowser({ devices: false });
    board = await (await browser.visitor({ motion: true })).newPage();
    await board.goto(boardUrl());
  });

  after(async () => {
    for (const official of officials) official.leave();
    await browser?.close();
    await app?.stop();
  });

  const first = (): Official => {
    const [official] = officials;
    if (!official) throw new Error('No official');
    return official;
  };

  it('begins empty and says that it is a rehearsal', async () => {
    expect(await figure('present')).to.equal('0');
    expect(await board.locator('.gladi').textContent()).to.equal('Gladi');
    expect(await board.locator('[data-daerah]').count()).to.equal(270);
  });

  it('shows a region’s tile within the second in which its official arrives', async () => {
    await first().arrive();
    expect(first().entry.failure).to.equal(null);
    await untilFigure('present', '1');
    expect(await tileOf(first())).to.match(/^v1/);
    expect(await board.locator('[data-angka]').first().getAttribute('data-angka')).to.equal(
      'present',
    );
  });

  it('lets the signatures lead once signing is open, and turns the tile to the seal', async () => {
    for (const action of ['live', 'read', 'open-signing'] as const) {
      await api.act(rehearsal.session.id, action);
    }
    await first().sign(async () => undefined);
    expect(first().entry.failure).to.equal(null);
    await untilFigure('signed', '1');
    expect(await tileOf(first())).to.equal('v3 baru');
    expect(await board.locator('[data-angka]').first().getAttribute('data-angka')).to.equal(
      'signed',
    );
    const name = await board
      .locator(`[data-daerah="${first().entry.region}"]`)
      .getAttribute('title');
    expect(await board.locator('[data-terbaru] li').first().textContent()).to.equal(name);
    expect(await board.locator('[data-judul-bawah]').textContent()).to.equal('Baru menandatangani');
  });

  it('freezes at the end, and says that the regions were present', async () => {
    await api.act(rehearsal.session.id, 'close-signing');
    await api.act(rehearsal.session.id, 'end');
    await board
      .locator('[data-angka="present"] [data-label]', { hasText: 'tercatat hadir' })
      .waitFor({ timeout: 10_000 });
    expect(await figure('signed')).to.equal('1');
    expect(await board.locator('[data-tahap]').textContent()).to.equal('Acara selesai');
  });

  it('shows the same without a script', async () => {
    const context = await browser.visitor({ javaScript: false });
    const page = await context.newPage();
    await page.goto(boardUrl());
    expect(await page.locator('[data-angka="signed"] [data-nilai]').textContent()).to.equal('1');
    expect(
      await page.locator(`[data-daerah="${first().entry.region}"]`).getAttribute('class'),
    ).to.match(/^v3/);
    await context.close();
  });

  for (const width of [390, 1440]) {
    it(`has nothing that axe finds, and nothing beyond its edge, at ${width} pixels`, async () => {
      await expectAccessible(board, [{ width, height: 900 }]);
      await expectNoOverflow(board, [width]);
    });
  }

  it('made the browser complain about nothing', () => {
    expect(browser.complaints).to.deep.equal([]);
  });
});
