// Exports over HTTP: named, recorded in the audit, readable by a spreadsheet, in bounded memory; a
// caller who goes ends the reading. REPORT_PEOPLE=10000 measures a whole country and tells figures.
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import type { SessionDocument } from '../../server/sessions/index.ts';
import { signInStaff } from '../control/staff-world.ts';
import { BY } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { writeCrowd } from './crowd-record.ts';

const PEOPLE = Number(process.env.REPORT_PEOPLE ?? 2_000);
const INTERVALS = 10;
const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('exports of a great event', function () {
  this.timeout(120_000);
  let app: TestApp;
  let host: TestBrowser;
  let session: SessionDocument;

  const open = (path: string, more: RequestInit = {}) =>
    fetch(`${app.url}/kendali/laporan/${session.slug}/${path}`, {
      headers: { cookie: host.cookies(), 'accept-encoding': 'identity' },
      ...more,
    });
  const audited = () =>
    app.database.connection
      .collection('audit')
      .find({ event: 'report.exported' })
      .sort({ at: -1 })
      .toArray();

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    const { rehearsals, invitations, live, sessions } = app.ikrar.domains;
    const made = await rehearsals.create(BY, undefined, PEOPLE);
    const act = (action: 'open-doors' | 'go-live') =>
      sessions.act({ session: made._id, action, ...BY });
    await act('open-doors');
    await act('go-live');
    const seats = await invitations.list(made._id);
    const from = Date.now();
    await writeCrowd(app.database.connection, seats.slice(0, PEOPLE), {
      intervals: INTERVALS,
      from: from - 45 * 60_000,
    });
    const liveAt = new Date(from - 45 * 60_000).toISOString();
    const started = live.find(made._id) ?? made;
    session = { ...started, status: { ...started.status, liveAt } };
    const { version } = started.status;
    const status = { ...session.status, version: version + 1 };
    await app.ikrar.domains.stores.sessions.replaceStatus(made._id, version, status);
    live.put({ ...session, status });
  });
  after(() => app?.stop());

  /** Reads an answer to its end and throws it away; what memory and the event loop did meanwhile. */
  const measured = async (path: string) => {
    const before = process.memoryUsage();
    let heap = 0;
    let rss = 0;
    let size = 0;
    const from = performance.now();
    const { body, status } = await open(path);
    expect(status).to.equal(200);
    for await (const chunk of body ?? []) {
      size += chunk.length;
      const now = process.memoryUsage();
      heap = Math.max(heap, now.heapUsed - before.heapUsed);
      rss = Math.max(rss, now.rss - before.rss);
    }
    const seconds = (performance.now() - from) / 1_000;
    return { size, heap: heap / 1e6, rss: rss / 1e6, rows: PEOPLE / seconds };
  };

  it('are files with a name of their own, recorded with who took them', async () => {
    const answer = await open('orang.csv?daerah=33.24');
    expect(answer.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    expect(answer.headers.get('content-disposition')).to.match(
      new RegExp(`^attachment; filename="?${session.slug}-orang-33\\.24-\\d{8}-\\d{4}\\.csv"?$`),
    );
    const [header = [], ...rows] = parseCsv((await answer.text()).replace(/^\uFEFF/, ''));
    expect(header[0]).to.equal('Kode daerah');
    expect(rows.length).to.be.above(4);
    expect(new Set(rows.map((row) => row[0]))).to.deep.equal(new Set(['33.24']));
    const page = await host.open(`/kendali/laporan?sesi=${session.slug}&daerah=33.24`);
    expect(page.text).to.include('<b>Per orang, Kabupaten Kendal</b>');
    const [event] = await audited();
    expect(event?.data).to.deep.equal({ kind: 'orang', format: 'csv', region: '33.24' });
    expect(event?.actor.label).to.equal('Petugas petugas');
    expect(event?.session).to.equal(session._id);
  });

  it('hold real numbers and moments, gaps and devices of each person (XLSX)', async () => {
    const answer = await open('orang.xlsx?daerah=33.24');
    expect(answer.headers.get('content-type')).to.equal(MEDIA);
    const { sheets } = await readXlsx(Buffer.from(await answer.arrayBuffer()));
    const [header = [], first = []] = sheets[0]?.rows ?? [];
    expect(sheets[0]?.name).to.equal('Per orang');
    const cell = (name: string) => first[header.indexOf(name)];
    expect(cell('Nama')).to.be.a('string');
    expect(cell('Lapor hadir (WIB)')).to.be.instanceOf(Date);
    // Ten stretches of three minutes with a minute between each two; gone before it is read.
    expect(cell('Menit terukur')).to.be.within(27, 30);
    expect(cell('Menit berlaku')).to.equal(cell('Menit terukur'));
    expect(cell('Jumlah jeda')).to.be.within(9, 11);
    expect(String(cell('Daftar jeda (WIB)')).split('; ').length).to.equal(cell('Jumlah jeda'));
    expect(cell('Jeda terlama (menit)')).to.be.a('number');
    expect(cell('Perangkat')).to.include('ponsel').and.to.include('komputer');
    expect(cell('Memenuhi syarat')).to.equal('ya');
  });

  for (const format of ['csv', 'xlsx']) {
    it(`of everybody needs bounded memory (${format})`, async () => {
      const figures = await measured(`orang.${format}`);
      if (process.env.REPORT_PEOPLE) console.log(format, figures);
      const { size, heap } = figures;
      expect(size).to.be.above(PEOPLE * 50);
      expect(heap, 'MB of heap').to.be.below(150);
    });
  }

  it('of every other kind have a row for each group', async () => {
    const expected = { daerah: 270, provinsi: 32, jabatan: 5, jam: 1, perbedaan: 1_300, saksi: 0 };
    for (const [kind, least] of Object.entries(expected)) {
      const answer = await open(`${kind}.csv`);
      expect(answer.status, kind).to.equal(200);
      const rows = parseCsv((await answer.text()).replace(/^\uFEFF/, ''));
      expect(rows.length - 1, kind).to.be.at.least(least);
    }
  });

  it('end with the caller: no cursor stays open, nothing more is read', async () => {
    const admin = app.database.connection.getClient().db('admin').admin();
    const figures = async () => {
      const { metrics, opcounters } = await admin.serverStatus();
      return { cursors: Number(metrics.cursor.open.total), queries: Number(opcounters.query) };
    };
    const before = await figures();
    const leaving = new AbortController();
    const { body } = await open('orang.csv', { signal: leaving.signal });
    await body?.getReader().read();
    leaving.abort();
    const from = performance.now();
    let seen = await figures();
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      const now = await figures();
      // The lease and the watches of this process ask now and then.
      if (now.queries - seen.queries <= 2 && now.cursors <= before.cursors) break;
      seen = now;
      expect(performance.now() - from, 'ms until it ended').to.be.below(10_000);
    }
    expect((await open('jam.csv')).status).to.equal(200);
  });
});
