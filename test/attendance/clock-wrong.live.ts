// A process whose clock is wrong: nobody comes in, nothing is ticked or signed, the supervisor is
// told, who is present stays present; and when the clock is right again, so is everything.
import { expect } from 'chai';
import { isAppError } from '../../server/core/app-error.ts';
import type { Registration } from '../../server/registrations/index.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const by = { actor: { kind: 'staff', id: 'uji', label: 'Petugas uji' }, address: '' } as const;

describe('a process whose clock is wrong', function () {
  this.timeout(60_000);
  let ahead = 0;
  let app: TestApp;
  let official: Registration;
  const clock = { now: () => new Date(Date.now() + ahead), monotonic: () => performance.now() };

  before(async () => {
    app = await startApp({ clock, databaseTime: async () => new Date() });
    const { sessions, invitations, registrations, attendance } = app.ikrar.domains;
    const session = app.session()._id;
    for (const action of ['open-doors', 'go-live', 'start-reading', 'next-clause'] as const) {
      await sessions.act({ session, action, ...by });
    }
    const [seat] = await invitations.list(session);
    if (!seat) throw new Error('No seat');
    const input = { name: 'Pejabat Uji 12', acting: '' as const, contact: '0800', pin: '246810' };
    const { _id } = await registrations.register(seat, input, '');
    official = await registrations.checkIn(_id, 'live', '');
    await attendance.hold(official, { kind: 'socket', device: 'phone' });
  });
  after(() => app?.stop());

  const codeOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    return isAppError(error) ? error.code : error;
  };
  const tick = (clause: number) => app.ikrar.domains.ceremony.tick(official, app.session(), clause);
  const sign = () =>
    app.ikrar.domains.signatures.sign(official, app.session(), { method: 'typed', text: 'Uji' });
  const ready = async () => {
    const answer = await fetch(`${app.url}/readyz`);
    const { clock: isRight, reason } = await answer.json();
    return [answer.status, isRight, reason];
  };
  /** The answer to a socket's handshake, from its Engine.IO packets over plain HTTP. */
  const knock = async () => {
    const at = `${app.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(at)).text()).slice(1));
    const auth = JSON.stringify({ page: 'board' });
    await fetch(`${at}&sid=${sid}`, { method: 'POST', body: `40${auth}` });
    return (await fetch(`${at}&sid=${sid}`)).text();
  };

  it('is trusted at first', async () => {
    expect(await ready()).to.deep.equal([200, true, null]);
    expect(await knock()).to.match(/^40/);
    expect((await tick(1)).ticks).to.deep.equal([1]);
  });

  it('lets nobody in and takes neither tick nor signature, with a code', async () => {
    ahead = 600;
    expect(await ready()).to.deep.equal([503, false, 'clock']);
    expect(await knock()).to.match(/^44.*CLOCK_WRONG/);
    const { sessions } = app.ikrar.domains;
    await sessions.act({ session: app.session()._id, action: 'next-clause', ...by });
    expect(await codeOf(tick(2))).to.equal('CLOCK_WRONG');
    expect(await codeOf(sign())).to.equal('CLOCK_WRONG');
    expect((await tick(1)).ticks, 'what is ticked stays so').to.deep.equal([1]);
    expect(await app.ikrar.domains.signatures.count(app.session()._id)).to.equal(0);
  });

  it('goes on holding who is present, by MongoDB’s clock', async () => {
    ahead = 3_600_000;
    await app.ikrar.domains.attendance.pulse();
    const { attended } = await app.ikrar.domains.attendance.attendanceOf(
      official._id,
      app.session(),
    );
    expect(attended).to.have.length(1);
    expect(attended[0]?.end).to.be.closeTo(Date.now(), 2_000);
  });

  it('is as before when its clock is right again', async () => {
    ahead = 0;
    await app.ikrar.domains.attendance.pulse();
    expect(await ready()).to.deep.equal([200, true, null]);
    expect((await tick(2)).ticks).to.deep.equal([1, 2]);
    expect(await knock()).to.match(/^40/);
  });
});
