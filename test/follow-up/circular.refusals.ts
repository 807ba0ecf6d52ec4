// Circulars that are not taken: strangers, other regions, auditors, rehearsals, and files and words
// that are not what they should be. Nothing of any of them is stored.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { BY, KENDAL } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { BOARD, coordinatorOf, FIELDS, OWN, pdfOf, sendForm } from './circular-world.ts';

const KARO = '12.06';
const PAGE = `${BOARD}/${KENDAL}`;

describe('circulars that are refused', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  let kendal: TestBrowser;
  const count = (name: string) => app.database.connection.collection(name).countDocuments({});
  const send = (options: Parameters<typeof sendForm>[4]) =>
    sendForm(app, kendal, OWN, OWN, options);

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    kendal = await coordinatorOf(app, KENDAL);
  });
  after(() => app?.stop());
  afterEach(async () => {
    expect([await count('circulars'), await count('circular_files')]).to.deep.equal([0, 0]);
  });

  it('of strangers and auditors', async () => {
    const stranger = app.visitor();
    expect((await stranger.open(OWN)).status).to.equal(401);
    for (const path of [BOARD, PAGE, `${BOARD}.csv`, `${BOARD}/surat.zip`]) {
      expect((await stranger.open(path)).url.pathname, path).to.equal('/masuk');
    }
    const auditor = await signInStaff(app, 'pemeriksa', 'auditor');
    const { text } = await auditor.open(PAGE);
    expect(text).to.not.include('enctype="multipart/form-data"');
    expect((await sendForm(app, auditor, PAGE, PAGE)).status).to.equal(403);
    expect((await auditor.open(`${BOARD}/surat.zip`)).status).to.equal(403);
    const _csrf = formTokenIn(text);
    for (const path of [`${PAGE}/tarik`, `${BOARD}/pengingat`]) {
      const answer = await auditor.post(path, { _csrf, alasan: 'x', versi: '1' });
      expect(answer.status, path).to.equal(403);
    }
  });

  it('of a coordinator for another region, or for staff’s page', async () => {
    const karo = await coordinatorOf(app, KARO);
    // There is no field for a region: the link alone says which.
    expect((await sendForm(app, karo, OWN, PAGE)).status).to.equal(303);
    expect((await karo.open(PAGE)).url.pathname).to.equal('/masuk');
    expect((await karo.open(`${OWN}/1/edaran.pdf`)).status).to.equal(404);
  });

  it('of a link that was withdrawn', async () => {
    const browser = await coordinatorOf(app, KARO);
    await app.ikrar.domains.coordinatorLinks.withdraw(app.session()._id, KARO, BY);
    expect((await browser.open(OWN)).status).to.equal(410);
    const _csrf = formTokenIn((await kendal.open(OWN)).text);
    const answer = await browser.post(`${OWN}/tarik`, { _csrf, alasan: 'x', versi: '1' });
    expect([403, 410]).to.include(answer.status);
  });

  it('of a rehearsal’s coordinator', async () => {
    const { rehearsals } = app.ikrar.domains;
    const made = await rehearsals.create(BY, app.session()._id);
    const browser = await coordinatorOf(app, KENDAL, made._id);
    const { text } = await browser.open(OWN);
    expect(text).to.include('Ini acara gladi').and.not.to.include('name="berkas"');
    expect((await sendForm(app, browser, '/koordinator', OWN)).status).to.equal(409);
  });

  it('of a region that the campaign does not have', async () => {
    expect((await host.open(`${BOARD}/99.99`)).status).to.equal(404);
    expect((await sendForm(app, host, PAGE, `${BOARD}/99.99`)).status).to.equal(404);
  });

  it('files that are no PDF, locked, with scripts, of a million objects, of 11 MB, or none', async () => {
    const refused: [string, Buffer | null, number, string][] = [
      ['a page', Buffer.from('<html>'), 415, 'bukan PDF'],
      ['an archive', Buffer.from('PK\u0003\u0004 arsip'), 415, 'bukan PDF'],
      ['a locked one', pdfOf('/Encrypt 4 0 R'), 422, 'dilindungi kata sandi'],
      ['one with a script', pdfOf('/OpenAction << /S /JavaScript >>'), 422, 'mencetak ke PDF'],
      ['one with a file in it', pdfOf('/Type /EmbeddedFile'), 422, 'mencetak ke PDF'],
      [
        'a bomb of objects',
        Buffer.concat([pdfOf(), Buffer.from(' obj'.repeat(300_001))]),
        ...([422, 'terlalu banyak untuk diperiksa'] as const),
      ],
      [
        'a bomb of pages',
        Buffer.concat([pdfOf(), Buffer.from('/Page '.repeat(1_002))]),
        ...([422, 'terlalu banyak untuk diperiksa'] as const),
      ],
      ['none', null, 400, 'Pilih berkas PDF'],
      ['11 MB', Buffer.concat([pdfOf(), Buffer.alloc(11_000_000)]), 413, 'terlalu besar'],
    ];
    for (const [what, bytes, status, words] of refused) {
      const answer = await send({ bytes });
      expect(answer.status, what).to.equal(status);
      expect(answer.text, what).to.include(words);
      if (status !== 413) expect(answer.text, what).to.include('value="800/1234/2020"');
    }
  });

  it('words that are not so: a date to come, no number, no date', async () => {
    const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
    const refused: [Record<string, string>, string][] = [
      [{ tanggal: tomorrow }, 'belum tiba'],
      [{ tanggal: '' }, 'bukan tanggal'],
      [{ tanggal: '2020-02-30' }, 'bukan tanggal'],
      [{ tanggal: '0020-10-06' }, 'terlalu lampau'],
      [{ nomor: '  ' }, 'Nomor surat kosong'],
      [{ nomor: '8'.repeat(81) }, 'terlalu panjang'],
    ];
    for (const [own, words] of refused) {
      const answer = await send({ fields: { ...FIELDS, ...own } });
      expect(answer.status, words).to.equal(400);
      expect(answer.text).to.include(words);
    }
    expect((await send({ fields: { ...FIELDS, versi: '-1' } })).status).to.equal(400);
    // A version that was never there: somebody else must have been faster.
    expect((await send({ fields: { ...FIELDS, versi: '7' } })).status).to.equal(409);
    expect((await send({ fields: { ...FIELDS, versi: '20' } })).status).to.equal(409);
  });

  it('a withdrawal of what is not there', async () => {
    const _csrf = formTokenIn((await host.open(PAGE)).text);
    const answer = await host.post(`${PAGE}/tarik`, { _csrf, alasan: 'Uji', versi: '1' });
    expect(answer.status).to.equal(409);
  });
});
