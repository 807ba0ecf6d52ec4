// The sequencer on a real database: what it appends, who may, and any interleaving of two of them.
import { expect } from 'chai';
import fc from 'fast-check';
import { newId } from '../../server/core/ids.ts';
import { createLeases } from '../../server/core/lease.ts';
import { verifyInclusion } from '../../server/proofs/index.ts';
import { testDatabase } from '../support/mongo.ts';
import { until } from '../support/until.ts';
import { createLogWorld, type LogWorld, random, signatureOf, voidOf } from './log-world.ts';
import { requireLog } from './slow-log.ts';

describe('the sequencer', () => {
  let world: LogWorld;
  const idsOf = (made: { _id: string }[]) => made.map(({ _id }) => _id);
  const session = () => newId(random);

  before(async () => {
    world = await createLogWorld(await testDatabase());
  });
  beforeEach(() => world.expireLease());

  it('appends every signature once, in the order of their moments, and signs a head', async () => {
    const id = session();
    const one = world.process({ sessions: [id] });
    const first = await world.sign(id, 5);
    await world.signatures.insertMany([voidOf(id)]);
    expect(await one.turn()).to.equal(5);
    const second = await world.sign(id, 3);
    expect(await one.turn()).to.equal(3);
    expect(await one.turn(), 'nothing new').to.equal(0);
    const sources = await requireLog(world, id, idsOf([...first, ...second]));
    expect(sources).to.deep.equal(idsOf([...first, ...second]));
    expect((await world.store.listHeads(id, 0)).map(({ size }) => size)).to.deep.equal([5, 8]);
    await one.stop();
  });

  it('cuts a large backlog into ordered inserts under one head', async () => {
    const id = session();
    const one = world.process({ sessions: [id], chunk: 10 });
    const made = await world.sign(id, 37);
    expect(await one.turn()).to.equal(37);
    await requireLog(world, id, idsOf(made));
    expect((await world.store.listHeads(id, 0)).length).to.equal(1);
    await one.stop();
  });

  it('finds what became visible late, long after its moment', async () => {
    const id = session();
    const one = world.process({ sessions: [id], open: [id], timing: { allMs: 600_000 } });
    const made = await world.sign(id, 2);
    await one.turn();
    const late = signatureOf(id, new Date(Date.now() - 3_600_000));
    await world.signatures.insertMany([late]);
    expect(await one.turn(), 'recent ones only').to.equal(0);
    await one.stop();
    const another = world.process({ sessions: [id] });
    expect(await another.turn()).to.equal(1);
    await requireLog(world, id, idsOf([...made, late]));
    await another.stop();
  });

  it('lets one process work at a time; the next begins when it stops', async () => {
    const id = session();
    const [one, other] = [world.process({ sessions: [id] }), world.process({ sessions: [id] })];
    const first = await world.sign(id, 2);
    expect(await one.turn()).to.equal(2);
    expect(await other.turn()).to.equal(undefined);
    expect([one.isLeading(), other.isLeading()]).to.deep.equal([true, false]);
    await one.stop();
    const second = await world.sign(id, 2);
    expect(await other.turn()).to.equal(2);
    await requireLog(world, id, idsOf([...first, ...second]));
    await other.stop();
  });

  it('steps down when its lease was taken, and forgets what it knew', async () => {
    const id = session();
    const [one, other] = [
      world.process({ sessions: [id], timing: { leaseMs: 1 } }),
      world.process({ sessions: [id] }),
    ];
    const first = await world.sign(id, 2);
    await one.turn();
    await world.expireLease();
    const second = await world.sign(id, 2);
    expect(await other.turn()).to.equal(2);
    const third = await world.sign(id, 2);
    expect(await one.turn(), 'not its turn').to.equal(undefined);
    expect(one.isLeading()).to.equal(false);
    expect(await other.turn()).to.equal(2);
    await requireLog(world, id, idsOf([...first, ...second, ...third]));
    await Promise.all([one.stop(), other.stop()]);
  });

  it('keeps its lease while it reads a log that takes longer than that', async () => {
    const id = session();
    const first = world.process({ sessions: [id] });
    const made = await world.sign(id, 12);
    await first.turn();
    await first.stop();
    const LEASE_MS = 200;
    async function* slowly(...asked: Parameters<typeof world.store.readEntries>) {
      for await (const entry of world.store.readEntries(...asked)) {
        await new Promise((resolve) => setTimeout(resolve, LEASE_MS / 4));
        yield entry;
      }
    }
    const through = { ...world.store, readEntries: slowly };
    const timing = { leaseMs: LEASE_MS };
    const reader = world.process({ sessions: [id], through, timing });
    const other = world.process({ sessions: [id], timing });
    made.push(...(await world.sign(id, 2)));
    const read = reader.turn();
    let isOver = false;
    void read.finally(() => {
      isOver = true;
    });
    await until('the reader has begun', () => reader.isLeading());
    while (!isOver) expect(await other.turn()).to.equal(undefined);
    expect(await read).to.equal(2);
    await requireLog(world, id, idsOf(made));
    await Promise.all([reader.stop(), other.stop()]);
  });

  it('proves every leaf in every head that has it, however many ask at once', async () => {
    const id = session();
    const one = world.process({ sessions: [id] });
    const made = await world.sign(id, 9);
    await one.turn();
    made.push(...(await world.sign(id, 8)));
    await one.turn();
    await one.stop();
    const asked = [undefined, 9, 17].flatMap((size) =>
      made.map(({ leafHash }) => ({ leafHash, size })),
    );
    const found = await Promise.all(
      asked.map(({ leafHash, size }) => world.service.inclusionOf(id, leafHash ?? '', size)),
    );
    for (const [at, one] of found.entries()) {
      const { leafHash, size } = asked[at] ?? {};
      if (size === 9 && at % 17 >= 9) expect(one, 'not in the earlier head').to.equal(undefined);
      else if (!one) throw new Error(`No proof of ${at}`);
      else {
        const { index, proof, head } = one;
        const root = Buffer.from(head.root, 'hex');
        const claim = {
          leafHash: Buffer.from(leafHash ?? '', 'hex'),
          index,
          size: head.size,
          proof,
          root,
        };
        expect(verifyInclusion(claim)).to.equal(true);
      }
    }
    expect(await world.service.inclusionOf(id, made[0]?.leafHash ?? '', 10)).to.equal(undefined);
  });

  it('finishes what another began: entries without a head get one', async () => {
    const id = session();
    const made = await world.sign(id, 4);
    const broken = world.process({
      sessions: [id],
      beforeWrite: async (step) => {
        if (step === 'head') throw new Error('killed here');
      },
    });
    expect(await broken.turn()).to.equal(undefined);
    expect(await world.store.newestHead(id)).to.equal(undefined);
    const next = world.process({ sessions: [id] });
    await next.turn();
    await requireLog(world, id, idsOf(made));
    await next.stop();
  });

  it('signs nothing on top of a log that was changed, and goes on with the others', async () => {
    const [bad, good] = [session(), session()];
    await world.sign(bad, 3);
    const made = await world.sign(good, 3);
    const one = world.process({ sessions: [bad] });
    await one.turn();
    await one.stop();
    const entries = world.database.connection.collection('log_entries');
    await entries.updateOne({ session: bad, sequence: 1 }, { $set: { leaf: '{}' } });
    await world.sign(bad, 1);
    const other = world.process({ sessions: [bad, good] });
    expect(await other.turn()).to.equal(3);
    expect((await world.store.newestHead(bad))?.size).to.equal(3);
    await requireLog(world, good, idsOf(made));
    await entries.deleteOne({ session: bad, sequence: 0 });
    const third = world.process({ sessions: [bad] });
    await other.stop();
    expect(await third.turn(), 'a gap is no log either').to.equal(0);
    await third.stop();
  });

  it('stays one log through any interleaving of two that stop between read and write', async () => {
    const who = fc.nat(1);
    const action = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('sign' as const),
          count: fc.integer({ min: 1, max: 7 }),
          late: fc.boolean(),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('turn' as const),
          who,
          stopAt: fc.constantFrom('', 'entries', 'head'),
          after: fc.nat(2),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('wake' as const), who }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'expire' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        const id = session();
        const signed: string[] = [];
        await world.expireLease();
        const both = [stoppable(world, id), stoppable(world, id)];
        for (const one of actions) {
          if (one.kind === 'sign') {
            const before = one.late ? LATE_MS : 0;
            signed.push(...idsOf(await world.sign(id, one.count, before)));
          }
          if (one.kind === 'expire') await world.expireLease();
          if (one.kind === 'turn') await both[one.who]?.turn(one.stopAt, one.after);
          if (one.kind === 'wake') await both[one.who]?.wake();
        }
        for (const one of both) await one.wake();
        // Twice each: the first may find that it is out of date and step down.
        for (let round = 0; round < 2; round += 1) {
          await world.expireLease();
          for (const one of both) await one.turn('');
        }
        await requireLog(world, id, signed);
        for (const one of both) await one.stop();
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);
});

/** So long before now that it comes before everything that the log has. */
const LATE_MS = 60_000;

/** A sequencer that stops where it is told to, until it is woken. */
function stoppable(world: LogWorld, session: string) {
  let stopAt = '';
  let passes = 0;
  let wake: (() => void) | undefined;
  let stopped: (() => void) | undefined;
  let running: Promise<unknown> | undefined;
  const sequencer = world.process({
    sessions: [session],
    timing: { leaseMs: 60_000 },
    chunk: 2,
    beforeWrite: (step) =>
      step === stopAt && passes-- <= 0
        ? new Promise((resolve) => {
            wake = resolve;
            stopped?.();
          })
        : Promise.resolve(),
  });
  return {
    /** Takes a turn; resolves when it has ended or stands still at that step, passed so often. */
    async turn(at: string, after = 0) {
      if (running) return;
      stopAt = at;
      passes = after;
      const still = new Promise<void>((resolve) => {
        stopped = resolve;
      });
      running = sequencer.turn().finally(() => {
        running = undefined;
      });
      await Promise.race([running, still]);
    },
    async wake() {
      stopAt = '';
      wake?.();
      wake = undefined;
      await running;
    },
    stop: sequencer.stop,
  };
}

describe('a lease', () => {
  it('is held by one, grows its epoch, and is renewed only by who holds it', async () => {
    const { connection } = await testDatabase();
    const [one, other] = ['a', 'b'].map((node) => createLeases({ connection, node }));
    const held = await one?.take('kerja', 60_000);
    expect(held?.epoch).to.equal(1);
    expect(await other?.take('kerja', 60_000)).to.equal(undefined);
    expect(await one?.take('kerja', 60_000), 'not twice by one').to.equal(undefined);
    expect(await held?.renew()).to.equal(true);
    await held?.release();
    const next = await other?.take('kerja', 60_000);
    expect(next?.epoch).to.equal(2);
    expect(await held?.renew()).to.equal(false);
    await held?.release();
    expect(await next?.renew(), 'a lost lease releases nothing').to.equal(true);
  });

  it('goes to exactly one of many that ask at once', async () => {
    const { connection } = await testDatabase();
    const asked = Array.from({ length: 20 }, (_, at) =>
      createLeases({ connection, node: `n${at}` }).take('kerja', 60_000),
    );
    const held = (await Promise.all(asked)).filter(Boolean);
    expect(held.length).to.equal(1);
  });
});
