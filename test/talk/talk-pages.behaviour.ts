// Asking, moderating, announcing and typing captions on pages without a script, and the files of it.
import { expect } from 'chai';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, SEKDA } from '../official/official-world.ts';
import { sharedScreen } from '../shared-rooms/shared-screen.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { arrive, ask, captioner } from './talk-world.ts';

const ASK = '/panggung/tanya';
const DESK = '/kendali/tanya';

describe('the talk without a script', function () {
  this.timeout(40_000);
  let app: TestApp;
  let staff: TestBrowser;
  let asker: Awaited<ReturnType<typeof arrive>>;
  let other: Awaited<ReturnType<typeof arrive>>;
  const file = async (path: string) => {
    const response = await fetch(`${app.url}${DESK}/${app.session().slug}/${path}`, {
      headers: { cookie: staff.cookies() },
    });
    expect(response.status, path).to.equal(200);
    return response;
  };
  const press = (step: string, fields: Record<string, string> = {}) =>
    staff.open(DESK).then(({ text }) => {
      const action = new RegExp(`action="(${DESK}/[^"]+/${step})"`).exec(text)?.[1];
      if (!action) throw new Error(`No step ${step}`);
      return staff.submit(DESK, fields, { action });
    });

  before(async () => {
    app = await startApp();
    await act(app, 'open-doors', 'go-live');
    staff = await signInStaff(app, 'petugas');
    asker = await arrive(app, KENDAL, SEKDA);
    other = await arrive(app, '12.06', SEKDA);
  });
  after(() => app?.stop());

  it('asks, is told so, and nobody else reads it before it is approved', async () => {
    expect((await asker.browser.open('/panggung/teks')).text).to.include(`href="${ASK}"`);
    const text = 'Bagaimana <i>cuti</i> diatur?';
    const sent = await asker.browser.submit(ASK, { text }, { action: ASK });
    expect(sent.url.search).to.equal('?terkirim=1');
    expect(sent.text).to.include('Pertanyaan terkirim').and.include('Menunggu moderator');
    expect((await other.browser.open(ASK)).text).to.not.include('cuti');
    expect((await staff.open(DESK)).text).to.include('Sekretaris Daerah, Kabupaten Kendal');
  });

  it('is approved, shown and answered by forms, and the pages of officials follow', async () => {
    expect((await press('approve')).text).to.include('Disetujui, menunggu giliran (1)');
    expect((await other.browser.open(ASK)).text).to.include('&lt;i&gt;cuti&lt;/i&gt;');
    expect((await asker.browser.open('/panggung/teks')).text).to.include('Disetujui');
    await press('show');
    const stage = (await other.browser.open('/panggung/teks')).text;
    expect(stage).to.include('Pertanyaan di panggung').and.include('Kabupaten Kendal');
    await press('answer');
    expect((await asker.browser.open(ASK)).text).to.include('Terjawab');
    expect((await other.browser.open('/panggung/teks')).text).to.not.include('di panggung');
  });

  it('is rejected with a reason that its asker reads', async () => {
    await ask(app, asker.person, 'Di luar tema?');
    const refused = await press('reject', { reason: ' ' });
    expect(refused.status).to.equal(400);
    expect(refused.text).to.include('Alasan belum diisi');
    await press('reject', { reason: 'Di luar tema acara' });
    expect((await asker.browser.open(ASK)).text).to.include(
      'Tidak ditampilkan: Di luar tema acara',
    );
  });

  it('tells the second of two moderators, and shows what is so now', async () => {
    await ask(app, other.person, 'Siapa yang lebih dahulu?');
    const { text } = await staff.open(DESK);
    const action = new RegExp(`action="(${DESK}/[^"]+/approve)"`).exec(text)?.[1] ?? '';
    const fields = Object.fromEntries(
      [...text.matchAll(/name="(_csrf|version|shown)" value="([^"]*)"/g)].map(
        ([, k = '', v = '']) => [k, v],
      ),
    );
    const both = await Promise.all(
      [1, 2].map(() => staff.post(action, { ...fields, version: '1' })),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const late = both.find(({ status }) => status === 409);
    expect(late?.text).to.include('Petugas lain mendahului').and.include('Disetujui, menunggu');
  });

  it('announces on every page that shows the event, and takes it away', async () => {
    const words = 'Acara <b>dilanjutkan</b> pukul 10.00 WIB';
    const shown = 'Acara &lt;b&gt;dilanjutkan&lt;/b&gt; pukul 10.00 WIB';
    const room = await sharedScreen(app, '12.06', SEKDA);
    const pages = async () => {
      const all: [TestBrowser, string][] = [
        [asker.browser, '/panggung/teks'],
        [asker.browser, '/panggung'],
        [asker.browser, '/ikrar?teks=1'],
        [asker.browser, '/kehadiran?teks=1'],
        [asker.browser, ASK],
        [room, '/layar?teks=1'],
        [await captioner(app, staff), '/takarir'],
        [app.visitor(), '/papan'],
      ];
      return Promise.all(all.map(async ([who, path]) => [path, (await who.open(path)).text]));
    };
    const announced = await staff.submit(
      DESK,
      { text: words, urgency: 'important', minutes: '5' },
      { action: `/kendali/pengumuman/${app.session().slug}` },
    );
    expect(announced.text).to.include('Sampai pukul');
    for (const [path, text] of await pages()) expect(text, path).to.include(shown);
    await staff.submit(DESK, {}, { action: `/kendali/pengumuman/${app.session().slug}/tarik` });
    for (const [path, text] of await pages()) expect(text, path).to.not.include(shown);
  });

  it('types captions and corrects them by forms, and the plain stage shows them', async () => {
    const typist = await captioner(app, staff);
    for (const text of ['Baris satu', 'Baris duwa']) {
      const { status } = await typist.submit('/takarir', { text }, { action: '/takarir/baris' });
      expect(status).to.equal(200);
    }
    const where = { number: '2' };
    const options = { action: '/takarir/koreksi', where };
    await typist.submit('/takarir', { text: 'Baris <dua>' }, options);
    const stage = (await asker.browser.open('/panggung/teks')).text;
    expect(stage).to.include('Baris satu').and.include('Baris &lt;dua&gt;');
    expect(stage).to.not.include('duwa');
    const own = await staff.submit(
      '/kendali/takarir',
      { text: 'Baris petugas' },
      { action: '/kendali/takarir/baris' },
    );
    expect(own.text).to.include('Baris petugas');
  });

  it('gives the transcript as text and as WebVTT, each line as it reads now', async () => {
    const txt = await (await file('takarir.txt')).text();
    expect(txt.split('\n').map((line) => line.slice(10))).to.deep.equal([
      'Baris satu',
      'Baris <dua>',
      'Baris petugas',
      '',
    ]);
    const response = await file('takarir.vtt');
    expect(response.headers.get('content-type')).to.equal('text/vtt; charset=utf-8');
    const vtt = await response.text();
    expect(vtt).to.match(
      /^WEBVTT\n\n1\n\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\nBaris satu\n/,
    );
    expect(vtt).to.include('Baris &lt;dua&gt;');
  });

  it('gives all questions as CSV and XLSX, formulas as text, and notes who took them', async () => {
    await ask(app, other.person, '=HYPERLINK("http://contoh.invalid","klik")');
    const csv = parseCsv(await (await file('pertanyaan.csv')).text(), { header: true });
    const cells = JSON.stringify(csv);
    expect(cells).to.include("'=HYPERLINK").and.include('Di luar tema acara');
    const bytes = Buffer.from(await (await file('pertanyaan.xlsx')).arrayBuffer());
    const [sheet] = (await readXlsx(bytes)).sheets;
    const rows = sheet?.rows ?? [];
    expect(rows).to.have.length(5);
    expect(rows[0]?.slice(0, 5)).to.deep.equal([
      'Waktu masuk (WIB)',
      'Kode daerah',
      'Daerah atau instansi',
      'Jabatan',
      'Pertanyaan',
    ]);
    expect(JSON.stringify(rows)).to.include('=HYPERLINK').and.include('Kabupaten Kendal');
    const taken = await app.ikrar.domains.audit.latest(app.session()._id, 20, ['talk.exported']);
    expect(taken.map(({ actor }) => actor.label)).to.deep.equal(Array(4).fill('Petugas petugas'));
  });
});
