// Circulars over HTTP: filed by a coordinator or by staff, replaced with history, withdrawn, on the
// board, in its file, and as the public document that they are.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { act, KENDAL } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import {
  BOARD,
  CAMPAIGN,
  coordinatorOf,
  FIELDS,
  OWN,
  PUBLIC,
  pdfOf,
  sendForm,
} from './circular-world.ts';

const KARO = '12.06';
const OF_KENDAL = `${BOARD}/${KENDAL}`;

describe('circulars of regions', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  let kendal: TestBrowser;
  const stored = () =>
    app.database.connection.collection('circulars').find().sort({ _id: 1 }).toArray();
  const events = (event: string) =>
    app.database.connection.collection('audit').find({ event }).toArray();
  const get = (path: string, browser?: TestBrowser) =>
    fetch(`${app.url}${path}`, {
      headers: browser ? { cookie: browser.cookies() } : {},
      redirect: 'manual',
    });

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
    kendal = await coordinatorOf(app, KENDAL);
  });
  after(() => app?.stop());

  it('the board says who has and who has not: at first nobody', async () => {
    const { text } = await host.open(BOARD);
    expect(text).to.include('Jawa Tengah').and.to.include('Belum ada surat edaran');
    expect(text).to.include('Belum ada acara resmi yang membuka penandatanganan');
    expect((await app.visitor().open(PUBLIC)).text).to.include('0 dari 270 daerah');
  });

  it('a coordinator files one; board, public list and file have it, byte for byte', async () => {
    expect((await kendal.open('/koordinator')).text).to.include('href="/koordinator/edaran"');
    const bytes = pdfOf('/Versi (1)');
    expect((await sendForm(app, kendal, OWN, OWN, { bytes })).status).to.equal(303);
    const [one] = await stored();
    expect(one).to.include({
      region: KENDAL,
      version: 1,
      number: FIELDS.nomor,
      date: FIELDS.tanggal,
    });
    expect(one?.by).to.deep.equal({
      kind: 'coordinator',
      id: KENDAL,
      label: `Koordinator ${KENDAL}`,
    });
    const [event] = await events('circular.filed');
    expect(event).to.deep.include({ session: app.session()._id });
    expect(event?.data).to.include({ campaign: CAMPAIGN, region: KENDAL, version: 1 });
    expect((await host.open(BOARD)).text).to.include('800/1234/2020, 6 Oktober 2020');
    const { text } = await app.visitor().open(PUBLIC);
    expect(text).to.include('1 dari 270 daerah').and.to.include('800/1234/2020');
    const answer = await get(`${PUBLIC}/${KENDAL}/edaran.pdf`);
    expect(answer.headers.get('content-type')).to.equal('application/pdf');
    expect(answer.headers.get('content-disposition')).to.equal(
      `attachment; filename=edaran-${KENDAL}-1.pdf`,
    );
    expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(answer.headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox");
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).to.equal(true);
  });

  it('staff replace it; the one before stays in the history, and is not public any more', async () => {
    const bytes = pdfOf('/Versi (2)');
    const fields = { nomor: '800/9/2020', tanggal: '2020-10-07', versi: '1' };
    expect((await sendForm(app, host, OF_KENDAL, OF_KENDAL, { fields, bytes })).status).to.equal(
      303,
    );
    const { text } = await host.open(OF_KENDAL);
    expect(text).to.include('800/9/2020').and.to.include('Diganti dengan surat berikutnya');
    const old = await get(`${OF_KENDAL}/1/edaran.pdf`, host);
    expect(Buffer.from(await old.arrayBuffer()).includes('/Versi (1)')).to.equal(true);
    expect((await get(`${OF_KENDAL}/1/edaran.pdf`)).status).to.equal(303);
    const shown = await get(`${PUBLIC}/${KENDAL}/edaran.pdf`);
    expect(Buffer.from(await shown.arrayBuffer()).equals(bytes)).to.equal(true);
    expect((await get(`${OWN}/1/edaran.pdf`, kendal)).status).to.equal(200);
  });

  it('of two at once the second is told, and keeps what was typed', async () => {
    const fields = { nomor: '800/terlambat', tanggal: '2020-10-07', versi: '1' };
    const late = await sendForm(app, kendal, OWN, OWN, { fields });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('sudah diubah orang lain').and.to.include('800/terlambat');
    const both = await Promise.all(
      [host, host].map((browser) =>
        sendForm(app, browser, `${BOARD}/${KARO}`, `${BOARD}/${KARO}`, { fields: FIELDS }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect((await stored()).filter(({ region }) => region === KARO)).to.have.length(1);
  });

  it('is filtered, and exported without formulas', async () => {
    const fields = { nomor: '=1+1', tanggal: '2020-10-07', versi: '1' };
    await sendForm(app, host, `${BOARD}/${KARO}`, `${BOARD}/${KARO}`, { fields });
    const { text } = await host.open(`${BOARD}?provinsi=33&keadaan=ada`);
    expect(text).to.include(`href="${OF_KENDAL}"`).and.not.to.include(`href="${BOARD}/${KARO}"`);
    expect(text).to.include('1 daerah');
    const csv = await (await get(`${BOARD}.csv?keadaan=ada`, host)).text();
    const lines = csv.trim().split(/\r?\n/);
    expect(lines).to.have.length(3);
    expect(lines[0]).to.include('Nomor surat');
    expect(csv)
      .to.include("'=1+1")
      .and.not.to.match(/(^|,)"?=1/m);
    expect(await events('follow-up.exported')).to.have.length(1);
  });

  it('is withdrawn with a reason: gone from the public, kept in the history', async () => {
    const action = `${OF_KENDAL}/tarik`;
    const empty = await host.submit(OF_KENDAL, { alasan: ' ' }, { action });
    expect(empty.status).to.equal(400);
    const done = await host.submit(OF_KENDAL, { alasan: 'Salah berkas' }, { action });
    expect(done.text).to.include('Ditarik oleh Petugas petugas: Salah berkas');
    expect((await events('circular.withdrawn'))[0]?.data).to.include({ version: 2 });
    expect((await get(`${PUBLIC}/${KENDAL}/edaran.pdf`)).status).to.equal(404);
    expect((await app.visitor().open(PUBLIC)).text).to.not.include('800/9/2020');
    expect((await get(`${OF_KENDAL}/2/edaran.pdf`, host)).status).to.equal(200);
    const fields = { ...FIELDS, nomor: '800/baru', versi: '2' };
    expect((await sendForm(app, kendal, OWN, OWN, { fields })).status).to.equal(303);
    expect((await app.visitor().open(PUBLIC)).text).to.include('800/baru');
  });

  it('is taken after the event too, when the rest of the coordinator’s page is for reading', async () => {
    await act(app, 'open-doors', 'go-live', 'end');
    const fields = { ...FIELDS, nomor: '800/sesudah', versi: '3' };
    expect((await sendForm(app, kendal, OWN, OWN, { fields })).status).to.equal(303);
  });
});
