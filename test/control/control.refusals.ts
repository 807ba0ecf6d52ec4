// What the control room's pages refuse: strangers, missing reasons, unknown seats, forged lecterns.
import { expect } from 'chai';
import { stageLink } from '../stage/stage-world.ts';
import type { TestBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { openSocket, signInStaff } from './staff-world.ts';

describe('refusals of the control room', function () {
  this.timeout(60_000);
  let app: TestApp;
  let host: TestBrowser;
  before(async () => {
    app = await startApp();
    host = await signInStaff(app, 'petugas');
  });
  after(() => app.stop());

  const countAudit = () => app.database.connection.collection('audit').countDocuments();
  const firstSeat = async () => {
    const [seat] = await app.ikrar.domains.invitations.list(app.session()._id);
    if (!seat) throw new Error('No seats');
    return seat;
  };

  it('sends a stranger and an official to the sign-in page', async () => {
    for (const path of ['/kendali', '/kendali/kursi', '/kendali/7-oktober-2020']) {
      expect((await app.visitor().open(path)).url.pathname, path).to.equal('/masuk');
    }
    const seat = await firstSeat();
    const official = app.visitor();
    await official.open(`/u/${app.ikrar.domains.invitations.codeOf(seat)}`);
    expect((await official.open('/kendali')).url.pathname).to.equal('/masuk');
  });

  it('takes no action without a form token', async () => {
    const before = await countAudit();
    const seat = await firstSeat();
    for (const path of ['/kendali/gladi', `/kendali/kursi/${seat._id}/kode`]) {
      const answer = await host.post(path, { session: '7-oktober-2020' });
      expect(answer.status, path).to.equal(403);
    }
    expect(await countAudit()).to.equal(before);
  });

  it('asks for a reason before a seat is released', async () => {
    const seat = await firstSeat();
    const page = `/kendali/kursi?cari=${encodeURIComponent(seat.place)}`;
    const input = { name: 'Pejabat Uji', acting: '', contact: '08120000', pin: '135790' } as const;
    await app.ikrar.domains.registrations.register(seat, input, '127.0.0.1');
    const action = `/kendali/kursi/${seat._id}/lepas`;
    expect((await host.submit(page, { reason: '  ' }, { action })).status).to.equal(400);
    expect(await app.ikrar.domains.registrations.findOfSeat(seat._id)).not.to.equal(undefined);
    await app.ikrar.domains.seatDesk.release(seat._id, 'Uji', {
      actor: { kind: 'system', id: 'uji', label: 'Uji' },
      address: '',
    });
  });

  it('answers 404 for unknown sessions, seats and actions', async () => {
    for (const path of ['/kendali/tidak-ada', '/kendali/kursi?sesi=tidak-ada', '/kendali/AKUN!']) {
      expect((await host.open(path)).status, path).to.equal(404);
    }
  });

  it('keeps accounts to owners', async () => {
    expect((await host.open('/kendali/akun')).status).to.equal(403);
    expect((await host.open('/kendali')).text).not.to.include('/kendali/akun');
  });

  it('refuses a forged lectern link, and opens no lectern by merely looking', async () => {
    const link = await stageLink(app, 'reader');
    const visitor = app.visitor();
    expect((await visitor.open(link)).status).to.equal(200);
    expect(visitor.cookies()).not.to.include('ikrar_mimbar');
    expect((await visitor.open('/mimbar')).status).to.equal(401);
    const forged = `${link.slice(0, -4)}AAAA`;
    expect((await visitor.open(forged)).status).to.equal(404);
    expect((await visitor.open('/mimbar/masuk/eyJhIjoxfQ.AAAA')).status).to.equal(410);
  });

  it('does not take a lectern cookie for a lectern link, nor a staff link for one', async () => {
    const staffLink = app.ikrar.accounts.makeLink('owner').replace('/tautan/', '/mimbar/masuk/');
    expect((await app.visitor().open(staffLink)).status).to.equal(410);
    const link = await stageLink(app, 'reader');
    const visitor = app.visitor();
    await visitor.submit(link, {});
    const cookie = /ikrar_mimbar=([^;]+)/.exec(visitor.cookies())?.[1] ?? '';
    expect((await visitor.open(`/mimbar/masuk/${cookie}`)).status).to.equal(410);
    expect((await visitor.open('/mimbar')).status).to.equal(200);
  });

  const SLUG = '7-oktober-2020';
  const AUTH = { page: 'control', session: SLUG };
  const codeOfHandshake = (cookies: string) =>
    openSocket(app, { ...app.visitor(), cookies: () => cookies }, AUTH).then(
      ({ socket }) => {
        socket.close();
        return 'let in';
      },
      (error: Error) => error.message,
    );

  it('refuses forged staff cookies: guessed, cut, of another purpose', async () => {
    const own = /ikrar_petugas=([^;]+)/.exec(host.cookies())?.[1] ?? '';
    const forged = ['palsu', own.slice(0, -1), `${own}A`, 'A'.repeat(43), ''];
    for (const value of forged) {
      const cookie = `ikrar_petugas=${value}`;
      expect(await codeOfHandshake(cookie), value).to.equal('NOT_SIGNED_IN');
      const page = await fetch(`${app.url}/kendali/${SLUG}`, {
        headers: { cookie },
        redirect: 'manual',
      });
      expect(page.status, value).to.be.oneOf([302, 303, 401]);
    }
    expect(await codeOfHandshake(`ikrar_petugas=${own}`)).to.equal('let in');
  });

  it('refuses an expired sign-in, also on a socket that is still open', async () => {
    const late = await signInStaff(app, 'terlambat');
    const { socket } = await openSocket(app, late, AUTH);
    const account = await app.database.connection
      .collection('accounts')
      .findOne({ login: 'terlambat' });
    await app.database.connection
      .collection('staff_sessions')
      .updateMany(
        { account: String(account?._id) },
        { $set: { endsAt: new Date(Date.now() - 1) } },
      );
    const before = await countAudit();
    const { version } = app.session().status;
    const act = await socket.timeout(5000).emitWithAck('session:act', { action: 'open-doors' });
    const tick = await socket
      .timeout(5000)
      .emitWithAck('readiness:tick', { item: 'desk', on: true });
    const record = await socket.timeout(5000).emitWithAck('recording:start', {});
    for (const answer of [act, tick, record]) {
      expect(answer).to.include({ ok: false, code: 'NOT_SIGNED_IN' });
    }
    expect(app.session().status.version).to.equal(version);
    expect(await countAudit()).to.equal(before);
    expect(await codeOfHandshake(late.cookies())).to.equal('NOT_SIGNED_IN');
    socket.close();
  });
});
