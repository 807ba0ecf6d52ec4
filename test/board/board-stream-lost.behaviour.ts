// The boards' change stream killed in the database: not ready for a moment, then everything is read
// anew, and nothing that happened meanwhile is missing.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { registrationInputSchema } from '../../server/registrations/index.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const by = { actor: { kind: 'staff' as const, id: 'uji', label: 'Uji' }, address: '127.0.0.1' };

describe('a board whose change stream was killed', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  const arrive = async (place: number) => {
    const { invitations, registrations, attendance } = app.ikrar.domains;
    const seat = (await invitations.list(app.session()._id))[place];
    if (!seat) throw new Error('No seat');
    const fields = { name: `Pejabat Uji ${place}`, contact: '0800 000', pin: '135790' };
    const made = await registrations.register(seat, registrationInputSchema.parse(fields), '');
    await attendance.hold(await registrations.checkIn(made._id, 'doors', ''), {
      kind: 'socket',
      device: 'phone',
    });
  };
  const present = async () =>
    (await app.ikrar.domains.boards.snapshot(app.session()._id)).counters.officialsPresent;
  const until = async (what: string, check: () => Promise<boolean> | boolean) => {
    const from = performance.now();
    while (!(await check())) {
      if (performance.now() - from > 10_000) throw new Error(`Not reached: ${what}`);
      await delay(20);
    }
  };

  it('comes back with all that happened', async () => {
    const { sessions, boards } = app.ikrar.domains;
    await sessions.act({ session: app.session()._id, action: 'open-doors', ...by });
    await arrive(0);
    await until('one is present', async () => (await present()) === 1);
    const { connection } = app.database;
    const admin = connection.getClient().db('admin');
    const ns = `${connection.name}.$cmd`;
    // The stream waits in a getMore nearly all the time; only between two there is none to kill.
    await until('the stream is killed', async () => {
      const { inprog } = await admin.command({ currentOp: 1, op: 'getmore', ns });
      for (const { opid } of inprog) await admin.command({ killOp: 1, op: opid });
      return inprog.length > 0;
    });
    await until('the loss is noticed', () => !boards.isReady());
    await arrive(1);
    await until('ready again', () => boards.isReady());
    await until('both are present', async () => (await present()) === 2);
    await arrive(2);
    await until('the new stream is followed', async () => (await present()) === 3);
    expect(boards.isReady()).to.equal(true);
  });
});
