// A database that stops answering: the control room says so, bars every step, and recovers.
import { expect } from 'chai';
import { connectDatabase, type Database } from '../../server/core/database.ts';
import { startTemporaryMongod, type TemporaryMongod } from '../backup/temporary-mongod.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { frameWith, openSocket, signInStaff, type TestSocket } from './staff-world.ts';

/** The age of a ping, and what a reading may take; the driver alone would wait for 50 s. */
const SAID_MS = 20_000;

describe('the control room without its database', function () {
  this.timeout(90_000);
  let mongod: TemporaryMongod;
  let database: Database;
  let app: TestApp;
  let socket: TestSocket;
  let pid: number;

  before(async () => {
    // The run's shared mongod belongs to every suite: only an own one may be frozen.
    mongod = await startTemporaryMongod();
    database = await connectDatabase(mongod.uri, 'frozen');
    const status = await mongod.client.db('admin').command({ serverStatus: 1 });
    pid = Number(status.pid);
    app = await startApp({ database });
    const host = await signInStaff(app, 'petugas');
    ({ socket } = await openSocket(app, host, { page: 'control', session: '7-oktober-2020' }));
  });
  after(async () => {
    if (pid) process.kill(pid, 'SIGCONT');
    socket?.close();
    await app?.stop();
    await database?.stop();
    await mongod?.stop();
  });

  it('says so and bars every step, then goes on where it was', async () => {
    const down = frameWith(socket, ({ control }) => control?.databaseMs === null);
    const from = performance.now();
    process.kill(pid, 'SIGSTOP');
    const { control } = await down;
    expect(performance.now() - from, 'ms until it was said').to.be.below(SAID_MS);
    expect(new Set(Object.values(control?.actions ?? {}))).to.deep.equal(
      new Set(['database-down']),
    );
    const back = frameWith(socket, (frame) => typeof frame.control?.databaseMs === 'number');
    process.kill(pid, 'SIGCONT');
    expect((await back).control?.actions['open-doors']).to.equal(null);
    const answer = await socket.timeout(10_000).emitWithAck('session:act', {
      action: 'open-doors',
    });
    expect(answer.ok).to.equal(true);
  });
});
