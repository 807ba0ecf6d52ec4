// kill -9 of a server with hundreds of clients, and its restart: they come back spread over the
// time that is meant for it, none in a burst, and all within the bridge of attendance.
import { expect } from 'chai';
import { SPREAD_MS } from '../../server/protocol/next-attempt.ts';
import { type ClientSocket, connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { createServerProcess, type ServerProcess } from '../support/server-process.ts';

const CLIENTS = 300;

describe('the return after a server was killed', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  let sockets: ClientSocket[] = [];
  before(async () => {
    server = await createServerProcess();
    await server.start();
    const auth = { page: 'board' } as const;
    sockets = Array.from({ length: CLIENTS }, () =>
      openSocket({ base: server.url, auth, cookie: '' }),
    );
    for (let from = 0; from < CLIENTS; from += 50) {
      await Promise.all(sockets.slice(from, from + 50).map(connect));
    }
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await server?.clean();
  });

  it('is spread over twenty seconds, with no burst, and complete', async () => {
    const returns: number[] = [];
    const all = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once('connect', () => {
            returns.push(performance.now());
            resolve();
          });
        }),
    );
    await server.kill9();
    const killed = performance.now();
    await server.start();
    const started = performance.now();
    await Promise.all(all);
    const last = Math.max(...returns);
    const first = Math.min(...returns);
    const perSecond = new Map<number, number>();
    for (const at of returns) {
      const second = Math.floor((at - first) / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    const open = Math.max(1_000, SPREAD_MS - (started - killed));
    expect(last - started, 'after the start').to.be.below(SPREAD_MS);
    expect(last - first, 'spread').to.be.above(open * 0.6);
    // Evenly it would be a share of 1000 / open; a burst is several times that.
    const share = Math.max(...perSecond.values()) / CLIENTS;
    expect(share, 'largest share in one second').to.be.below(Math.max(0.2, (3 * 1000) / open));
    process.stdout.write(
      `      start ${Math.round(started - killed)} ms, spread ${Math.round(last - first)} ms, ` +
        `last ${Math.round(last - killed)} ms after the kill, at most ${Math.round(share * 100)} %/s\n`,
    );
  });
});
