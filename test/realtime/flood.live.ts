// A socket that sends a thousand events a second: refused, then cut off, and nobody else is slowed.
import { expect } from 'chai';
import { openSocket, type TestSocket } from '../control/staff-world.ts';
import { act, KENDAL, registered, SEKDA } from '../official/official-world.ts';
import { readCollections, settledCollections } from '../support/collections.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

describe('a socket that floods', function () {
  this.timeout(60_000);
  let app: TestApp;
  const sockets: TestSocket[] = [];
  const open = async (region: string, office: string) => {
    const visitor = await registered(app, region, office);
    const { socket } = await openSocket(app, visitor, { page: 'official' });
    sockets.push(socket);
    return socket;
  };
  const tick = (socket: TestSocket, clause = 1) =>
    socket.timeout(10_000).emitWithAck('ceremony:tick', { clause });
  before(async () => {
    app = await startApp();
    await act(app, 'open-doors', 'go-live', 'start-reading', 'next-clause', 'next-clause');
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await app?.stop();
  });

  it('is refused above sixty at once, and what was refused changed nothing', async () => {
    const socket = await open(KENDAL, SEKDA);
    const before = await settledCollections(app.database.connection);
    // Of a clause that has not been read; the last one alone could be stored, and comes too late.
    const flood = Array.from({ length: 300 }, () => tick(socket, 4));
    const last = tick(socket);
    const codes = (await Promise.all(flood)).map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.slice(0, 60)).to.deep.equal(Array(60).fill('CLAUSE_NOT_READ_YET'));
    expect(codes.filter((code) => code === 'TOO_MANY_EVENTS').length).to.be.at.least(150);
    expect(await last).to.deep.include({ ok: false, code: 'TOO_MANY_EVENTS' });
    expect(await readCollections(app.database.connection)).to.deep.equal(before);
    expect(socket.connected).to.equal(true);
  });

  it('may go on in a while', async () => {
    const [socket] = sockets;
    if (!socket) throw new Error('No socket');
    const from = performance.now();
    let answer = await tick(socket);
    while (!answer.ok && performance.now() - from < 5_000) answer = await tick(socket);
    expect(answer).to.deep.include({ ok: true });
  });

  it('is cut off above five hundred in a second, and the others answer as before', async () => {
    const quiet = await open(KENDAL, 'inspektorat');
    const measure = async (count: number) => {
      const took: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const from = performance.now();
        await tick(quiet);
        took.push(performance.now() - from);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      return took.sort((a, b) => a - b)[Math.floor(took.length * 0.9)] ?? 0;
    };
    const alone = await measure(15);
    const { socket: flooder } = await openSocket(app, app.visitor(), { page: 'board' });
    sockets.push(flooder);
    const gone = new Promise<void>((resolve) => flooder.once('disconnect', () => resolve()));
    // Below the cut: 400 a second for a second and a half, each refused.
    let sent = 0;
    const slow = setInterval(() => {
      for (let index = 0; index < 4; index += 1, sent += 1)
        flooder.emit('board:snapshot', {}, noop);
    }, 10);
    const during = await measure(15);
    clearInterval(slow);
    expect(sent).to.be.above(200);
    expect(flooder.connected).to.equal(true);
    // Far above it: a thousand at once.
    for (let index = 0; index < 1_000; index += 1) flooder.emit('board:snapshot', {}, noop);
    const after = measure(5);
    await gone;
    const limit = Math.max(150, alone * 10);
    expect(during, `alone ${alone} ms`).to.be.below(limit);
    expect(await after, `alone ${alone} ms`).to.be.below(limit);
    expect(quiet.connected).to.equal(true);
  });
});

const noop = () => undefined;
