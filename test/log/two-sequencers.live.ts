// Two sequencers with nothing in common but the database: one is stopped between read and write for
// two lease times while the other works, and one is killed. No gap, no double, no second head.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { newId } from '../../server/core/ids.ts';
import { testDatabase } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { createLogWorld, type LogWorld, random } from './log-world.ts';
import type { ChildNews, ChildSettings } from './sequencer-child.ts';
import { requireLog } from './slow-log.ts';

const LEASE_MS = 1_000;

interface Child {
  process: ChildProcess;
  news: ChildNews[];
  /** Resolves when it said so after `from` earlier pieces of news. */
  says(what: string, test: (news: ChildNews) => boolean, from?: number): Promise<void>;
}

describe('two sequencers as processes of their own', function () {
  this.timeout(60_000);
  let world: LogWorld;
  let session: string;
  let signed: string[];
  const children: Child[] = [];

  const start = (stopAt: ChildSettings['stopAt']): Child => {
    const { connection } = world.database;
    const settings: ChildSettings = {
      uri: `mongodb://${connection.host}:${connection.port}/?directConnection=true`,
      name: connection.name,
      session,
      pem: world.signer.pem,
      leaseMs: LEASE_MS,
      stopAt,
    };
    const file = fileURLToPath(new URL('./sequencer-child.ts', import.meta.url));
    const options = { execArgv: ['--import=tsx'] };
    const process = fork(file, [JSON.stringify(settings)], options);
    const news: ChildNews[] = [];
    process.on('message', (one: ChildNews) => news.push(one));
    const child: Child = {
      process,
      news,
      says: (what, test, from = 0) => until(what, () => news.slice(from).some(test)),
    };
    children.push(child);
    return child;
  };
  const sign = async (count: number) => {
    signed.push(...(await world.sign(session, count)).map(({ _id }) => _id));
  };
  const covered = () =>
    until('a head over everything that was signed', async () => {
      return (await world.store.newestHead(session))?.size === signed.length;
    });
  const kill9 = async ({ process }: Child) => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const gone = once(process, 'exit');
    process.kill('SIGKILL');
    await gone;
  };

  before(async () => {
    world = await createLogWorld(await testDatabase());
  });
  beforeEach(async () => {
    await world.expireLease();
    session = newId(random);
    signed = [];
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill9));
  });

  for (const step of ['entries', 'head'] as const) {
    it(`one is stopped before it writes ${step}, for two lease times; awake, it steps down`, async () => {
      await sign(20);
      const sleeper = start(step);
      await sleeper.says('it stops itself', ({ kind }) => kind === 'stopping');
      const stoppedAt = performance.now();
      const other = start(null);
      await sign(10);
      await covered();
      await sign(5);
      await covered();
      await until('two lease times', () => performance.now() - stoppedAt > 2 * LEASE_MS);
      const isOver = (news: ChildNews) => news.kind === 'turn';
      const heard = sleeper.news.length;
      sleeper.process.kill('SIGCONT');
      await sleeper.says('its turn has ended', isOver, heard);
      const ended = sleeper.news.slice(heard).find(isOver);
      expect(ended).to.deep.equal({ kind: 'turn', added: null, leading: false });
      await sign(5);
      await covered();
      expect(other.news.at(-1)).to.include({ leading: true });
      await requireLog(world, session, signed);
      const heads = await world.store.listHeads(session, 0);
      expect(new Set(heads.map(({ size }) => size)).size).to.equal(heads.length);
    });
  }

  it('one is killed while it works: the other takes over, without gap or double', async () => {
    await sign(5);
    const first = start(null);
    await covered();
    const second = start(null);
    await second.says('it waits', ({ kind }) => kind === 'turn');
    expect(second.news.some((news) => news.kind === 'turn' && news.leading)).to.equal(false);
    const signing = (async () => {
      for (let round = 0; round < 30; round += 1) await sign(10);
    })();
    await until(
      'the first one is at it',
      async () => (await world.store.countEntries(session)) > 40,
    );
    const killedAt = performance.now();
    await kill9(first);
    await signing;
    await covered();
    expect(performance.now() - killedAt).to.be.below(4 * LEASE_MS + 4_000);
    await second.says('it leads', (news) => news.kind === 'turn' && news.leading);
    await requireLog(world, session, signed);
    const epochs = new Set((await world.store.listHeads(session, 0)).map(({ epoch }) => epoch));
    expect(epochs.size).to.equal(2);
  });
});
