// Two processes on one database: the control room counts the officials of both, and one whose
// clock is wrong takes no connection until it is right again.
import { expect } from 'chai';
import { type ClientSocket, connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { frameWith, openSocket as openOnce, signInStaff } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('two processes on one database', function () {
  this.timeout(60_000);
  let ahead = 0;
  let first: TestApp;
  let second: TestApp;
  const sockets: ClientSocket[] = [];
  before(async () => {
    first = await startApp();
    const clock = {
      now: () => new Date(Date.now() + ahead),
      monotonic: () => performance.now(),
    };
    second = await startApp({ database: first.database, clock });
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await second?.stop();
    await first?.stop();
  });

  it('count the officials of both in the control room of one', async () => {
    await act(first, 'open-doors');
    const visitor = await registered(first, KENDAL, SEKDA);
    const host = await signInStaff(second, 'pemimpin');
    const auth = { page: 'control', session: second.session().slug };
    const { socket } = await openOnce(second, host, auth);
    const come = frameWith(socket, ({ control }) => control?.online === 1);
    const official = await openOnce(first, visitor, { page: 'official' });
    await come;
    const gone = frameWith(socket, ({ control }) => control?.online === 0);
    official.socket.close();
    await gone;
    socket.close();
  });

  it('take nobody in while their clock is wrong, and everybody once it is right', async () => {
    ahead = 3_600_000;
    const socket = openSocket({ base: second.url, auth: { page: 'board' }, cookie: '' });
    sockets.push(socket);
    const refusal = await connect(socket).catch((error: Error) => error.message);
    expect(refusal).to.equal('CLOCK_WRONG');
    // The line tries again by itself.
    const connected = new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    ahead = 0;
    await connected;
  });
});
