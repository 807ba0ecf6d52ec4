// The window on the pages without a script: what they say of it, and what becomes of a typed
// signature that comes while it is paused, late, or never allowed.
import { expect } from 'chai';
import { act, KENDAL, READ_ALL, registered, SEKDA, tickAll } from '../official/official-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { runningClock } from '../support/running-clock.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const FORM = { text: 'Pejabat Uji', consent: '1' };

describe('the signing window without a script', function () {
  this.timeout(60_000);
  const clock = runningClock();
  let app: TestApp;
  let official: TestBrowser;

  before(async () => {
    app = await startApp({ clock });
    await act(app, 'open-doors');
    official = await registered(app, KENDAL, SEKDA);
    await act(app, 'go-live', ...READ_ALL, 'open-signing');
    await tickAll(official);
  });
  after(() => app?.stop());

  const sheet = () => official.open('/ikrar?teks=1');
  const sign = () => official.submit('/ikrar?teks=1', FORM, { action: '/ikrar' });

  it('is counted down, and clauses say that they were agreed to afterwards', async () => {
    const { text } = await sheet();
    expect(text).to.match(/data-jendela-sisa>(19|20)\.\d\d</);
    expect(text).to.contain('Ditutup pukul');
    const stage = await official.open('/panggung/teks');
    expect(stage.text.match(/Anda setuju, menyusul/g)).to.have.length(4);
  });

  it('paused, keeps a signature out in words, and the page comes back by itself', async () => {
    await act(app, 'pause-signing');
    clock.advance(6_000);
    const { text } = await sheet();
    expect(text).to.contain('Penandatanganan dijeda');
    const headers = { cookie: official.cookies() };
    const raw = await fetch(`${app.url}/ikrar?teks=1`, { headers });
    expect(raw.headers.get('refresh')).to.equal('60');
    const answer = await sign();
    expect(answer.status).to.equal(409);
    expect(answer.text).to.contain('Penandatanganan sedang dijeda');
    await act(app, 'resume-signing');
  });

  it('late, marks the signature as late on the sheet', async () => {
    await act(app, 'close-signing');
    clock.advance(6_000);
    const closed = await sheet();
    expect(closed.text).to.contain('Penandatanganan telah ditutup');
    await act(app, 'open-late');
    expect((await official.open('/panggung/teks')).text).to.contain('Masa tanda tangan susulan');
    const { text, status } = await sign();
    expect(status).to.equal(200);
    expect(text).to.contain('Tercatat sebagai tanda tangan susulan.');
  });

  it('sealed, shows root and number', async () => {
    await act(app, 'close-late');
    clock.advance(11_000);
    const { log } = app.ikrar;
    const session = app.session()._id;
    const isLogged = async () => (await log.service.stateOf(session)).pending === 0;
    await until('a head over every leaf', isLogged);
    await act(app, 'seal');
    const { sealed } = app.session().status;
    for (const path of ['/panggung/teks', '/ikrar?teks=1', '/upacara', '/papan']) {
      const { text } = await official.open(path);
      const plain = text.replaceAll(/<[^>]+>|\s/g, '');
      expect(plain, path).to.contain(sealed?.root).and.to.contain('1tandatangan');
    }
  });

  it('has no screen for a session that is not there', async () => {
    expect((await official.open('/upacara/tidak-ada')).status).to.equal(404);
  });
});
