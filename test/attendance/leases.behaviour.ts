// What a lease is worth: processes that die, freeze, lose their database or their time, and what is
// left of everybody's minutes; on a real database with clocks in the test's hand.
import { expect } from 'chai';
import { until } from '../support/until.ts';
import { createPresenceWorld, MINUTE, PHONE, person, START_MS } from './presence-world.ts';

type World = Awaited<ReturnType<typeof createPresenceWorld>>;
type Node = Awaited<ReturnType<World['startNode']>>;
const SECOND = 1_000;

describe('presence under a lease', () => {
  let world: World;
  let nodes: Node[];
  beforeEach(async () => {
    world = await createPresenceWorld();
    nodes = [];
  });
  afterEach(async () => {
    for (const node of nodes) await node.stop();
  });
  const start = async (broken = { is: false }) => {
    const node = await world.startNode(broken);
    nodes.push(node);
    return node;
  };
  /** Time passes, and these processes live through it with a pulse every four seconds. */
  const live = async (milliseconds: number, ...alive: Node[]) => {
    for (let left = milliseconds; left > 0; left -= 4 * SECOND) {
      world.clocks.advance(Math.min(4 * SECOND, left));
      for (const node of alive) await node.pulse();
    }
  };
  const attendance = (node: Node) => node.attendanceOf(person._id, world.live.find());
  const at = (seconds: number) => new Date(START_MS + seconds * SECOND);
  const ends = async () =>
    (await world.stored()).map(({ startedAt, endedAt, endedBy }) => [startedAt, endedAt, endedBy]);
  const openLeases = async () => (await world.leases()).filter(({ endedAt }) => !endedAt).length;

  it('is renewed for as long as the process lives, whoever is present', async () => {
    const [one, other] = [await start(), await start()];
    await one.hold(person, PHONE);
    await live(2 * MINUTE, one, other);
    expect(await ends()).to.deep.equal([[at(0), null, null]]);
    expect(await openLeases()).to.equal(2);
  });

  it('ends what a killed process held at its last renewal, once', async () => {
    const dead = await start();
    await dead.hold(person, PHONE);
    await live(8 * SECOND, dead);
    world.clocks.advance(3 * SECOND);
    // From here on the process is as good as killed: it never says goodbye.
    await dead.hold({ ...person, _id: 'registration-two', seat: 'seat-two' }, PHONE);
    const other = await start();
    await live(11 * SECOND, other);
    expect(await ends(), 'not yet dead').to.deep.equal([
      [at(0), null, null],
      [at(11), null, null],
    ]);
    await live(4 * SECOND, other);
    expect(await ends(), 'the second is known only to have begun').to.deep.equal([
      [at(0), at(8), 'node'],
      [at(11), at(11), 'node'],
    ]);
    expect(await openLeases()).to.equal(1);
  });

  it('changes nobody’s minutes when a killed process is replaced within two minutes', async () => {
    const dead = await start();
    await dead.hold(person, PHONE);
    await live(MINUTE, dead);
    world.clocks.advance(20 * SECOND);
    const next = await start();
    await next.hold(person, PHONE);
    await live(40 * SECOND, next);
    expect(await attendance(next)).to.deep.include({ minutes: 2, gaps: [] });
  });

  it('costs at most one lease when the person does not come back', async () => {
    const dead = await start();
    await dead.hold(person, PHONE);
    await live(MINUTE, dead);
    world.clocks.advance(3_900);
    const really = world.clocks.now().getTime();
    world.clocks.advance(MINUTE);
    const { attended } = await attendance(await start());
    expect(really - (attended.at(-1)?.end ?? 0)).to.be.within(0, 15 * SECOND);
  });

  it('says goodbye in order: a restart is the server’s gap, whatever its sockets say', async () => {
    const before = await start();
    const held = await before.hold(person, PHONE);
    await live(MINUTE, before);
    before.leave();
    await held.close();
    await before.stop();
    world.clocks.advance(100 * SECOND);
    const next = await start();
    await next.hold(person, PHONE);
    await live(20 * SECOND, next);
    expect((await ends())[0]).to.deep.equal([at(0), at(60), 'node']);
    expect(await attendance(next)).to.deep.include({ minutes: 3, gaps: [] });
  });

  it('notices that it was swept while frozen, and begins anew', async () => {
    const [frozen, other] = [await start(), await start()];
    const held = await frozen.hold(person, PHONE);
    await live(8 * SECOND, frozen, other);
    await live(40 * SECOND, other);
    expect(await ends()).to.deep.equal([[at(0), at(8), 'node']]);
    await frozen.pulse();
    expect(await ends(), 'the old one stays as it was').to.deep.equal([
      [at(0), at(8), 'node'],
      [at(48), null, null],
    ]);
    await live(12 * SECOND, frozen, other);
    expect(await attendance(other), '40 seconds are bridged').to.deep.include({
      minutes: 1,
      gaps: [],
    });
    await held.close();
    expect((await ends())[1]).to.deep.equal([at(48), at(60), 'left']);
  });

  it('notices by itself that it was frozen when nobody swept it', async () => {
    const frozen = await start();
    await frozen.hold(person, PHONE);
    await live(8 * SECOND, frozen);
    world.clocks.advance(3 * MINUTE);
    await frozen.pulse();
    await live(MINUTE, frozen);
    expect(await ends()).to.deep.equal([
      [at(0), at(8), 'node'],
      [at(188), null, null],
    ]);
    expect((await attendance(frozen)).gaps, 'three minutes are a gap').to.deep.equal([
      { start: START_MS + 8 * SECOND, end: START_MS + 188 * SECOND },
    ]);
  });

  it('does not count frozen time for somebody who leaves before the process knows', async () => {
    const frozen = await start();
    const held = await frozen.hold(person, PHONE);
    await live(8 * SECOND, frozen);
    world.clocks.advance(MINUTE);
    await held.close();
    expect(await ends()).to.deep.equal([[at(0), at(8), 'node']]);
    await frozen.pulse();
    expect(await ends(), 'who left is not opened again').to.have.length(1);
  });

  it('sweeps what a process wrote under a lease that had ended already', async () => {
    const [frozen, other] = [await start(), await start()];
    await live(40 * SECOND, other);
    // Awake, it takes somebody in before its pulse comes; then it dies.
    await frozen.hold(person, PHONE);
    await live(4 * SECOND, other);
    expect(await ends()).to.deep.equal([[at(40), at(40), 'node']]);
  });

  it('tries again what a database that was away did not take, without a new lease', async () => {
    const broken = { is: false };
    const node = await start(broken);
    const first = await node.hold(person, PHONE);
    await live(8 * SECOND, node);
    broken.is = true;
    const second = await node.hold({ ...person, _id: 'registration-two' }, PHONE);
    world.clocks.advance(2 * SECOND);
    await first.close();
    await node.pulse().catch(() => undefined);
    broken.is = false;
    await live(4 * SECOND, node);
    expect(await ends()).to.deep.equal([
      [at(0), at(10), 'left'],
      [at(8), null, null],
    ]);
    await second.close();
  });

  it('takes a database away for longer than a lease for its own gap', async () => {
    const broken = { is: false };
    const node = await start(broken);
    await node.hold(person, PHONE);
    const leaving = await node.hold({ ...person, _id: 'registration-two' }, PHONE);
    await live(8 * SECOND, node);
    broken.is = true;
    world.clocks.advance(2 * SECOND);
    await node.hold({ ...person, _id: 'registration-three' }, PHONE);
    await leaving.close();
    world.clocks.advance(30 * SECOND);
    await node.pulse().catch(() => undefined);
    broken.is = false;
    await node.pulse();
    expect(await ends()).to.have.deep.members([
      [at(0), at(8), 'node'],
      [at(0), at(8), 'node'],
      [at(10), at(10), 'node'],
      [at(40), null, null],
      [at(40), null, null],
    ]);
    expect((await attendance(node)).gaps).to.deep.equal([]);
  });

  it('ends with its session what a database that was away had not taken yet', async () => {
    const broken = { is: false };
    const node = await start(broken);
    broken.is = true;
    await node.hold(person, PHONE);
    world.clocks.advance(2 * SECOND);
    world.live.change({ session: 'ended', endedAt: at(2).toISOString() });
    broken.is = false;
    await live(4 * SECOND, node);
    expect(await ends()).to.deep.equal([[at(0), at(2), 'session']]);
  });

  it('renews the lease though the tidying up behind it takes longer than a lease', async () => {
    const node = await start();
    await node.hold(person, PHONE);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { closePlainBefore } = world.stores.presence;
    world.stores.presence.closePlainBefore = () => held;
    const pulses: Promise<void>[] = [];
    for (let seconds = 4; seconds <= 24; seconds += 4) {
      world.clocks.advance(4 * SECOND);
      await until(`renewed after ${seconds} s`, async () => {
        pulses.push(node.pulse());
        const [lease] = await world.leases();
        return +lease?.renewedAt === +at(seconds);
      });
    }
    world.stores.presence.closePlainBefore = closePlainBefore;
    release();
    await Promise.all(pulses);
    expect(await ends()).to.deep.equal([[at(0), null, null]]);
  });

  for (const jump of [3_600, -3_600]) {
    it(`changes no minute when the machine’s clock is set by ${jump} s and MongoDB’s is not`, async () => {
      const [node, other] = [await start(), await start()];
      await node.hold(person, PHONE);
      await live(8 * SECOND, node, other);
      world.clocks.set(jump * SECOND);
      expect(node.watch.isTrusted(), 'at once').to.equal(false);
      expect(node.watch.now()).to.deep.equal(at(8));
      await live(52 * SECOND, node);
      expect(node.watch.isTrusted()).to.equal(false);
      expect(await attendance(node)).to.deep.include({ minutes: 1, gaps: [] });
      world.clocks.set(-jump * SECOND);
      await live(4 * SECOND, node);
      expect(node.watch.isTrusted(), 'by itself').to.equal(true);
    });
  }

  it('begins anew when MongoDB’s clock was set along, and no interval spans the jump', async () => {
    const node = await start();
    await node.hold(person, PHONE);
    await live(8 * SECOND, node);
    world.clocks.set(-3_600 * SECOND, { withDatabase: true });
    await live(4 * SECOND, node);
    expect(node.watch.isTrusted()).to.equal(true);
    expect(await ends()).to.deep.equal([
      [at(12 - 3_600), null, null],
      [at(0), at(8), 'node'],
    ]);
  });

  it('sweeps nobody while its own clock is wrong', async () => {
    const [wrong, dead] = [await start(), await start()];
    await dead.hold(person, PHONE);
    world.clocks.set(60_000);
    await live(30 * SECOND, wrong);
    expect(await ends()).to.deep.equal([[at(0), null, null]]);
    world.clocks.set(-60_000);
    await live(4 * SECOND, wrong);
    expect((await ends())[0]?.[2]).to.equal('node');
  });

  it('opens intervals anew without a moment at which a board sees everybody gone', async () => {
    const frozen = await start();
    await frozen.hold(person, PHONE);
    world.clocks.advance(MINUTE);
    const seen: number[] = [];
    let isDone = false;
    // Without a pause: the moment between two writes is short.
    const look = async () => {
      while (!isDone) {
        const all = await world.stores.presence.listSeats('s');
        seen.push(all.filter((one) => one.endedAt === null).length);
      }
    };
    const looking = look();
    await frozen.pulse();
    isDone = true;
    await looking;
    expect(Math.min(...seen)).to.equal(1);
  });
});
