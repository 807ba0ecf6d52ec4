// Independent time for heads from a real authority (openssl): stamped when it answers, "not yet"
// while it doesn't, and never the platform's own clock instead.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { newId } from '../../server/core/ids.ts';
import { createLeases } from '../../server/core/lease.ts';
import { createLogger } from '../../server/core/logger.ts';
import { createTimestamper, readToken } from '../../server/keys/index.ts';
import { createTimestampSweep } from '../../server/log/index.ts';
import { movableClock } from '../support/http.ts';
import { testDatabase } from '../support/mongo.ts';
import { sendReply, startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import { createLogWorld, type LogWorld, random } from './log-world.ts';

describe('the time stamps of heads', function () {
  this.timeout(30_000);
  let world: LogWorld;
  let tsa: TestTsa;
  /** The authority's clock is the machine's, so ours begins with it. */
  let clock: ReturnType<typeof movableClock>;
  const session = newId(random);
  let open: string[] = [];

  const grow = async (count: number) => {
    await world.expireLease();
    await world.sign(session, count);
    const one = world.process({ sessions: [session] });
    await one.turn();
    await one.stop();
  };
  const sweepWith = (node: string) =>
    createTimestampSweep({
      store: world.store,
      leases: createLeases({ connection: world.database.connection, node }),
      timestamper: createTimestamper({ url: tsa.url, roots: [tsa.root], clock, random }),
      clock,
      logger: createLogger('silent'),
      openSessions: () => open,
    });
  const state = async () => {
    const { time, stampedSize } = await world.service.stateOf(session);
    return { time, stampedSize };
  };
  const none = { time: 'none', stampedSize: 0 };

  before(async () => {
    world = await createLogWorld(await testDatabase());
    tsa = await startTestTsa();
    clock = movableClock(new Date().toISOString());
    await grow(3);
  });
  after(() => tsa.stop());

  it('are missing, and the log says so, without an authority', async () => {
    expect(await state()).to.deep.equal(none);
    expect(await world.service.timestampOf(session, 3)).to.equal(undefined);
  });

  it('stay missing while the authority is down or answers rubbish; the sweep repeats', async () => {
    const sweep = sweepWith('a');
    for (const handler of ['down', 'rubbish']) {
      tsa.answer((_, response) => {
        if (handler === 'down') response.writeHead(503).end();
        else sendReply(response, Buffer.from('bukan jawaban'));
      });
      expect(await sweep.sweep(), handler).to.equal(0);
      expect(await state()).to.deep.equal(none);
      expect(await world.service.timestamps(session)).to.deep.equal([]);
      clock.advance(31_000);
    }
    tsa.answer();
    expect(await sweep.sweep()).to.equal(1);
    expect(await state()).to.deep.equal({ time: 'stamped', stampedSize: 3 });
  });

  it('hold over the text of the head, by the authority’s own certificate', async () => {
    const head = await world.service.headOf(session);
    const stamp = await world.service.timestampOf(session, 3);
    const imprint = createHash('sha256')
      .update(head?.text ?? '')
      .digest();
    expect(readToken(stamp?.token ?? Buffer.alloc(0), imprint, [tsa.root])).to.be.an('object');
    const other = createHash('sha256').update(`${head?.text} `).digest();
    expect(() => readToken(stamp?.token ?? Buffer.alloc(0), other, [tsa.root])).to.throw();
  });

  it('cover earlier heads; the newest one is stamped at most every half minute while signing', async () => {
    open = [session];
    await grow(2);
    const sweep = sweepWith('b');
    const asked = tsa.asked();
    expect(await sweep.sweep(), 'stamped a moment ago').to.equal(0);
    expect(tsa.asked()).to.equal(asked);
    expect(await state()).to.deep.equal({ time: 'earlier', stampedSize: 3 });
    clock.advance(31_000);
    await grow(2);
    expect(await sweep.sweep()).to.equal(1);
    expect(await state()).to.deep.equal({ time: 'stamped', stampedSize: 7 });
    expect(
      (await world.service.timestampOf(session, 5))?.size,
      'the first that covers it',
    ).to.equal(7);
    expect((await world.service.timestampOf(session, 2))?.size).to.equal(3);
    open = [];
    await grow(1);
    expect(await sweep.sweep(), 'the last one at once').to.equal(1);
    expect(await sweep.sweep(), 'none is due').to.equal(0);
  });
});
