// What the dossier refuses: strangers, auditors who would make one, a session that has not ended,
// dossiers that are none; nothing is recorded of any of it.
import { expect } from 'chai';
import { signInStaff } from '../control/staff-world.ts';
import { act, registered } from '../official/official-world.ts';
import { formTokenIn, type TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const PATH = '/kendali/berkas-acara/7-oktober-2020';

describe('refusals of the dossier', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  const count = (name: string, filter = {}) =>
    app.database.connection.collection(name).countDocuments(filter);

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app?.stop());

  it('sends a stranger and an official to the sign-in page', async () => {
    const official = await registered(app, '33.24', 'sekretaris-daerah');
    for (const visitor of [app.visitor(), official]) {
      for (const path of [PATH, `${PATH}/0000000000000000.zip`]) {
        expect((await visitor.open(path)).url.pathname, path).to.equal('/masuk');
      }
    }
  });

  it('knows no other session and no other dossier', async () => {
    expect((await host.open('/kendali/berkas-acara/tidak-ada')).status).to.equal(404);
    expect((await host.open(`${PATH}/0000000000000000.zip`)).status).to.equal(404);
    expect((await host.open(`${PATH}/../../etc.zip`)).status).to.equal(404);
  });

  it('an auditor reads the page and makes none', async () => {
    const auditor = await signInStaff(app, 'pemeriksa', 'auditor');
    const { status, text } = await auditor.open(PATH);
    expect(status).to.equal(200);
    expect((await auditor.post(PATH, { _csrf: formTokenIn(text) })).status).to.equal(403);
  });

  it('makes none before the end, and says why', async () => {
    const page = await host.open(PATH);
    expect(page.text).to.include('setelah acara berakhir');
    const answer = await host.post(PATH, { _csrf: formTokenIn(page.text) });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('Acara belum berakhir.');
    await act(app, 'open-doors', 'go-live');
    const live = await host.post(PATH, { _csrf: formTokenIn((await host.open(PATH)).text) });
    expect(live.status).to.equal(409);
  });

  it('takes no form without its token', async () => {
    expect((await host.post(PATH, {})).status).to.equal(403);
    expect(await count('dossiers')).to.equal(0);
    expect(await count('evidence_bundles')).to.equal(0);
    expect(await count('audit', { event: /^dossier/ })).to.equal(0);
  });
});
