// What reports refuse: strangers, unknown sessions, kinds, formats and regions; nothing is recorded.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { registered } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const SLUG = '7-oktober-2020';

describe('refusals of reports', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  const exported = () =>
    app.database.connection.collection('audit').countDocuments({ event: 'report.exported' });

  it('sends a stranger and an official to the sign-in page', async () => {
    const official = await registered(app, '33.24', 'sekretaris-daerah');
    for (const visitor of [app.visitor(), official]) {
      for (const path of [
        '/kendali/laporan',
        `/kendali/laporan?sesi=${SLUG}`,
        `/kendali/laporan/${SLUG}/orang.csv`,
        `/kendali/laporan/${SLUG}/orang.xlsx`,
      ]) {
        const answer = await visitor.open(path);
        expect(answer.url.pathname, path).to.equal('/masuk');
        expect(answer.text).not.to.include('Pejabat Uji');
      }
    }
    expect(await exported()).to.equal(0);
  });

  it('knows no other session, kind or format', async () => {
    for (const path of [
      '/kendali/laporan?sesi=tidak-ada',
      '/kendali/laporan/tidak-ada/orang.csv',
      `/kendali/laporan/${SLUG}/semua.csv`,
      `/kendali/laporan/${SLUG}/orang.pdf`,
      `/kendali/laporan/${SLUG}/orang`,
      `/kendali/laporan/26-agustus-2020/perbedaan.csv`,
    ]) {
      expect((await host.open(path)).status, path).to.equal(404);
    }
    expect((await host.open(`/kendali/laporan?sesi=${SLUG}&menurut=semua`)).status).to.equal(400);
    expect(await exported()).to.equal(0);
  });

  it('refuses a region that the set does not have', async () => {
    for (const path of [
      `/kendali/laporan?sesi=${SLUG}&daerah=99.99`,
      `/kendali/laporan/${SLUG}/orang.csv?daerah=99.99`,
    ]) {
      const answer = await host.open(path);
      expect(answer.status, path).to.equal(404);
      expect(answer.text).to.include('REGION_UNKNOWN');
    }
    expect(await exported()).to.equal(0);
  });

  it('answers programs only with a token', async () => {
    const { _id } = app.session();
    const path = `${app.url}/api/v1/sessions/${_id}/attendance`;
    const without = await fetch(path);
    expect(without.status).to.equal(401);
    expect(await without.json()).to.include({ code: 'NOT_SIGNED_IN' });
    const forged = await fetch(path, { headers: { authorization: 'Bearer AAAA' } });
    expect(forged.status).to.equal(401);
    expect((await host.open(`/api/v1/sessions/${_id}/attendance`)).status).to.equal(401);
  });
});
