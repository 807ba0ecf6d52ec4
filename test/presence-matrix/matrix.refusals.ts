// Who may not see the matrix, and what it does not take: each refused by a code, nothing changed.
import { expect } from 'chai';
import { openSocket, signInStaff } from '../control/staff-world.ts';
import { act, BY, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('refusals of the matrix', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;

  const calls = () => app.database.connection.collection('region_calls').countDocuments();
  const audits = () =>
    app.database.connection.collection('audit').countDocuments({ event: 'region.called' });
  const sesi = () => app.session().slug;
  const page = () => `/kendali/hadir/${KENDAL}?sesi=${sesi()}`;
  const mark = (fields: Record<string, string>) =>
    host.submit(page(), fields, { action: `/kendali/hubungi/${KENDAL}` });

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  it('sends a stranger and an official to the sign-in page', async () => {
    const official = await registered(app, KENDAL, SEKDA);
    for (const path of ['/kendali/hadir', '/kendali/hubungi', `/kendali/hadir/${KENDAL}`]) {
      for (const visitor of [app.visitor(), official]) {
        expect((await visitor.open(path)).url.pathname, path).to.equal('/masuk');
      }
    }
    const answer = await official.post(`/kendali/hubungi/${KENDAL}`, { sesi: sesi(), seen: '0' });
    expect(answer.status).to.be.at.least(400);
    expect(await calls()).to.equal(0);
  });

  it('opens no socket of the matrix for an official', async () => {
    const official = await registered(app, KENDAL, 'inspektorat');
    const error = await openSocket(app, official, { page: 'matrix', session: sesi() }).catch(
      (one: Error) => one.message,
    );
    expect(error).to.equal('NOT_SIGNED_IN');
  });

  it('answers 404 for an unknown session and an unknown region', async () => {
    for (const path of ['/kendali/hadir', '/kendali/hubungi', `/kendali/hadir/${KENDAL}`]) {
      expect((await host.open(`${path}?sesi=tidak-ada`)).status, path).to.equal(404);
    }
    for (const code of ['99.99', '33.2', '3324', 'kendal']) {
      const answer = await host.open(`/kendali/hadir/${code}`);
      expect(answer.status, code).to.equal(404);
      expect(answer.text, code).to.include('Daerah tidak dikenal');
    }
    const other = await host.open(`/kendali/hadir/${KENDAL}?sesi=6-februari-2024`);
    expect(other.text).to.include('Daerah tidak dikenal');
    expect((await host.open('/kendali/hadir/$%7B1%7D')).status).to.equal(404);
  });

  it('refuses filter values that the session does not have', async () => {
    const wrong = [
      'provinsi=99',
      'jabatan=presiden',
      'keadaan=sakit',
      'keadaan=constructor',
      `cari=${'x'.repeat(101)}`,
      'cari=a&cari=b',
    ];
    for (const query of wrong) {
      expect((await host.open(`/kendali/hadir?${query}`)).status, query).to.equal(400);
    }
    for (const query of ['provinsi=99', 'hal=0', 'hal=x', 'hal=1000']) {
      expect((await host.open(`/kendali/hubungi?${query}`)).status, query).to.equal(400);
    }
  });

  it('takes no call without a form token, with a long note, or for an unknown region', async () => {
    const bare = await host.post(`/kendali/hubungi/${KENDAL}`, { sesi: sesi(), seen: '0' });
    expect(bare.status).to.equal(403);
    expect((await mark({ note: 'x'.repeat(301) })).status).to.equal(400);
    expect((await mark({ seen: '-1' })).status).to.equal(400);
    const other = await mark({ sesi: '6-februari-2024' });
    expect([other.status, other.text.includes('Daerah tidak dikenal')]).to.deep.equal([404, true]);
    expect(await calls()).to.equal(0);
  });

  it('lets one of two operators call who mark at once, and tells the other', async () => {
    const session = app.session();
    const attempt = () =>
      app.ikrar.domains.regionCalls
        .mark(session, { region: KENDAL, note: '', seen: 0 }, BY)
        .then(() => 'marked')
        .catch((error: { code?: string }) => error.code);
    const results = await Promise.all(Array.from({ length: 6 }, attempt));
    expect(results.filter((one) => one === 'marked')).to.have.length(1);
    expect(results.filter((one) => one === 'CALL_TAKEN')).to.have.length(5);
    expect([await calls(), await audits()]).to.deep.equal([1, 1]);
  });

  it('refuses a mark upon an older call than the last, or upon one that never was', async () => {
    for (const seen of ['0', '7']) {
      const answer = await mark({ seen });
      expect(answer.status, seen).to.equal(409);
      expect(answer.text).to.include('baru saja dihubungi petugas lain');
    }
    expect(await calls()).to.equal(1);
    expect((await mark({ note: 'Kedua' })).status).to.equal(200);
    expect([await calls(), await audits()]).to.deep.equal([2, 2]);
  });

  it('takes no call once the session has ended, and offers none', async () => {
    const form = { sesi: sesi(), seen: '2', note: '' };
    const csrf = formTokenIn((await host.open(page())).text);
    await act(app, 'open-doors', 'go-live', 'end');
    const answer = await host.post(`/kendali/hubungi/${KENDAL}`, { ...form, _csrf: csrf });
    expect([answer.status, answer.text.includes('Acara telah selesai')]).to.deep.equal([409, true]);
    expect(await calls()).to.equal(2);
    expect((await host.open(page())).text).not.to.include('action="/kendali/hubungi');
  });
});
