// One host acts, another host and the reader see it; whoever may not act is refused.
import { expect } from 'chai';
import { atLectern } from '../stage/stage-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from './staff-world.ts';

const SLUG = '7-oktober-2020';

describe('the control room over sockets', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  let actor: TestSocket;
  let observer: TestSocket;
  const sockets: TestSocket[] = [];
  const open = async (visitor: TestBrowser, auth: { page: string; session?: string }) => {
    const opened = await openSocket(app, visitor, auth);
    sockets.push(opened.socket);
    return opened;
  };
  const lectern = async (role: 'reader' | 'speaker') =>
    (await open(await atLectern(app, role), { page: 'lectern' })).socket;
  const act = (socket: TestSocket, action: string, version?: number) => {
    const input = version === undefined ? { action } : { action, version };
    return socket.timeout(5000).emitWithAck('session:act', input);
  };

  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'pemimpin');
    actor = (await open(host, { page: 'control', session: SLUG })).socket;
    const second = await signInStaff(app, 'pendamping');
    observer = (await open(second, { page: 'control', session: SLUG })).socket;
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app.stop();
  });

  it('begins with status, health and what the machines allow', async () => {
    const { first } = await open(host, { page: 'control', session: SLUG });
    expect(first.status).to.include({ session: 'scheduled', ceremony: 'idle' });
    expect(first.control?.actions).to.include({
      'open-doors': null,
      'close-doors': 'done',
      'open-signing': 'not-in-this-state',
    });
    expect(first.control?.databaseMs).to.be.a('number');
  });

  it('shows a step to the other host within a second, with its event and its actor', async () => {
    const from = performance.now();
    const seen = frameWith(observer, (frame) => frame.status?.session === 'doors');
    const answer = await act(actor, 'open-doors');
    expect(answer.ok).to.equal(true);
    const frame = await seen;
    expect(performance.now() - from).to.be.below(1000);
    expect(frame.control?.actions['go-live']).to.equal(null);
    expect(frame.control?.events[0]?.text).to.equal('Pintu dibuka oleh Petugas pemimpin');
  });

  it('says of a repeated step who had done it, and changes nothing', async () => {
    const { version } = app.session().status;
    const answer = await act(observer, 'open-doors', version - 1);
    const already = { by: 'Petugas pemimpin' };
    expect(answer.ok && answer.data).to.deep.include({ session: 'doors', version, already });
    expect(app.session().status.version).to.equal(version);
    const events = app.database.connection.collection('audit').find({ event: 'session.acted' });
    expect(await events.toArray()).to.have.length(1);
  });

  it('refuses a step that was decided on an older picture, and changes nothing', async () => {
    const { version } = app.session().status;
    const answer = await act(observer, 'go-live', version - 1);
    expect(answer).to.include({ ok: false, code: 'STATE_CHANGED' });
    expect(answer.ok === false && answer.message).to.equal(
      'Petugas lain mendahului: Pintu dibuka oleh Petugas pemimpin. ' +
        'Periksa keadaan terbaru, lalu putuskan kembali.',
    );
    expect(app.session().status.version).to.equal(version);
  });

  it('lets one of two hosts win who press at the same moment, and tells the other by whom', async () => {
    const { version } = app.session().status;
    const press = (socket: TestSocket) => act(socket, 'next-item', version);
    const answers = await Promise.all([press(actor), press(observer)]);
    const lost = answers.findIndex(({ ok }) => !ok);
    expect(answers.filter(({ ok }) => ok)).to.have.length(1);
    const winner = lost === 0 ? 'pendamping' : 'pemimpin';
    const refusal = answers[lost];
    expect(refusal?.ok === false && refusal.message).to.include(
      `Acara berikutnya dimulai oleh Petugas ${winner}`,
    );
    expect(app.session().status.version).to.equal(version + 1);
    expect(app.session().itemMoments).to.have.length(1);
  });

  it('takes a step that was decided before the stream came: nobody was overtaken', async () => {
    const { version } = app.session().status;
    const { setStream } = app.ikrar.domains.sessions;
    await setStream(app.session()._id, 'on air', '');
    await setStream(app.session()._id, 'off', '');
    expect((await act(actor, 'previous-item', version)).ok).to.equal(false);
    expect((await act(actor, 'next-item', version)).ok).to.equal(true);
  });

  it('refuses an illegal step with its reason in words', async () => {
    const answer = await act(actor, 'open-signing');
    expect(answer).to.deep.include({ ok: false, code: 'TRANSITION_ILLEGAL' });
    expect(answer.ok === false && answer.message).to.equal(
      'Langkah ini tidak tersedia pada tahap acara sekarang.',
    );
  });

  it('lets the reader lead the clauses and nothing else', async () => {
    const reader = await lectern('reader');
    const seen = frameWith(reader, (frame) => frame.status?.session === 'live');
    await act(actor, 'go-live');
    await seen;
    for (const action of ['start-reading', 'next-clause']) {
      expect((await act(reader, action)).ok, action).to.equal(true);
    }
    expect(app.session().status).to.include({ ceremony: 'reading', clause: 1 });
    for (const action of ['end', 'pause', 'cancel-reading', 'open-signing']) {
      expect(await act(reader, action), action).to.include({ ok: false, code: 'FORBIDDEN' });
    }
    const frame = await frameWithReader(observer);
    expect(frame).to.equal('Butir 1 ditampilkan oleh Ketua Komisi Aparatur Sipil Negara');
  });

  const frameWithReader = async (socket: TestSocket): Promise<string> => {
    const next = frameWith(socket, (frame) => (frame.status?.clause ?? 0) >= 2);
    await act(actor, 'next-clause');
    return (await next).control?.events[1]?.text ?? '';
  };

  it('refuses a speaker and a watcher of the board', async () => {
    const speaker = await lectern('speaker');
    const watcher = (await open(app.visitor(), { page: 'board', session: SLUG })).socket;
    const { version } = app.session().status;
    for (const socket of [speaker, watcher]) {
      expect(await act(socket, 'next-clause')).to.include({ ok: false, code: 'NOT_SIGNED_IN' });
    }
    expect(app.session().status.version).to.equal(version);
  });

  it('takes no step of a host whose sign-ins were ended, and closes the socket that was open', async () => {
    const second = await app.database.connection
      .collection('accounts')
      .findOne({ login: 'pendamping' });
    const by = {
      staff: {
        account: 'uji',
        name: 'Pemilik uji',
        grants: [{ campaign: '*', role: 'owner' as const }],
        role: 'owner' as const,
        session: '',
      },
      address: '',
    };
    await app.ikrar.accounts.staff.signOutEverywhere(String(second?._id), by);
    const { version } = app.session().status;
    // Refused while it is still open, without an answer once it is closed.
    const answer = await act(observer, 'next-clause').catch((error: Error) => error.message);
    if (typeof answer === 'string') expect(answer).to.equal('socket has been disconnected');
    else expect(answer).to.include({ ok: false, code: 'NOT_SIGNED_IN' });
    expect(app.session().status.version).to.equal(version);
    await until('its line is closed', () => !observer.connected);
  });

  it('opens no control socket for a stranger, nor after signing out everywhere', async () => {
    const stranger = await open(app.visitor(), { page: 'control', session: SLUG }).catch(
      (error: Error) => error.message,
    );
    expect(stranger).to.equal('NOT_SIGNED_IN');
    await host.submit(`/kendali/${SLUG}`, {}, { action: '/keluar-petugas' });
    const gone = await open(host, { page: 'control', session: SLUG }).catch(
      (error: Error) => error.message,
    );
    expect(gone).to.equal('NOT_SIGNED_IN');
  });
});
