// Presence as leases, on a real database: intervals of sockets and plain pages, several devices and
// rooms, and sessions that open and close around them.
import { expect } from 'chai';
import { becomes } from '../support/until.ts';
import { createPresenceWorld, MINUTE, PHONE, person, START, START_MS } from './presence-world.ts';

type World = Awaited<ReturnType<typeof createPresenceWorld>>;
const ROOM = { kind: 'room', device: 'desktop', room: 'room-one' } as const;

describe('presence', () => {
  let world: World;
  let node: Awaited<ReturnType<World['startNode']>>;
  beforeEach(async () => {
    world = await createPresenceWorld({ isMonotonic: false });
    node = await world.startNode();
  });
  afterEach(() => node.stop());
  const minutes = async () => (await node.attendanceOf(person._id, world.live.find())).minutes;

  it('says of an interval who, how, where and why it ended', async () => {
    const held = await node.hold(person, ROOM);
    world.clocks.advance(MINUTE);
    await held.close('moved');
    const [{ _id, node: lease, ...rest } = {} as never] = await world.stored();
    expect(rest).to.deep.equal({
      session: 's',
      registration: person._id,
      seat: person.seat,
      region: person.region,
      kind: 'room',
      device: 'desktop',
      room: 'room-one',
      startedAt: new Date(START_MS),
      renewedAt: null,
      endedAt: new Date(START_MS + MINUTE),
      endedBy: 'moved',
    });
    await held.close();
    expect(
      (await world.stored()).map((one) => one.endedBy),
      'twice',
    ).to.deep.equal(['moved']);
  });

  it('counts phone, laptop and shared room at once only once, and goes on when one leaves', async () => {
    const phone = await node.hold(person, PHONE);
    world.clocks.advance(10 * MINUTE);
    await node.hold(person, { kind: 'socket', device: 'desktop' });
    const room = await node.hold(person, ROOM);
    world.clocks.advance(10 * MINUTE);
    await phone.close();
    await room.close();
    world.clocks.advance(10 * MINUTE);
    const attendance = await node.attendanceOf(person._id, world.live.find());
    expect(attendance).to.include({ minutes: 30, needed: 15, met: true, arrivedAt: START_MS });
    expect(attendance.gaps).to.deep.equal([]);
  });

  it('takes a reconnection within 30 seconds for no gap, and one after 31 for one', async () => {
    for (const away of [30_000, 31_000]) {
      const held = await node.hold(person, PHONE);
      world.clocks.advance(MINUTE);
      await held.close();
      world.clocks.advance(away);
    }
    await node.hold(person, PHONE);
    world.clocks.advance(MINUTE);
    const { gaps } = await node.attendanceOf(person._id, world.live.find());
    const start = START_MS + 2 * MINUTE + 30_000;
    expect(gaps).to.deep.equal([{ start, end: start + 31_000 }]);
  });

  it('counts nothing before the session is live and nothing after its end', async () => {
    await node.hold(person, PHONE);
    world.clocks.advance(60 * MINUTE);
    const at = (after: number) => new Date(START_MS + after * MINUTE).toISOString();
    world.live.change({ liveAt: at(20), endedAt: at(50), session: 'ended' });
    expect(await minutes()).to.equal(30);
    const all = await node.attendanceOfAll(world.live.find());
    expect(all.get(person._id)).to.include({ minutes: 30, needed: 15, met: true });
  });

  it('renews one plain interval however often it is asked, and closes it at its last refresh', async () => {
    await Promise.all([node.renewPlain(person), node.renewPlain(person, 'phone')]);
    world.clocks.advance(MINUTE);
    await node.renewPlain(person);
    expect(await world.stored()).to.have.length(1);
    world.clocks.advance(89_000);
    await node.pulse();
    expect((await world.stored())[0]?.endedAt, 'within the grace of 90 s').to.equal(null);
    world.clocks.advance(2_000);
    await node.pulse();
    const [interval] = await world.stored();
    expect(interval?.endedAt).to.deep.equal(new Date(START_MS + MINUTE));
    expect(interval?.endedBy).to.equal('expired');
    await node.renewPlain(person);
    expect(await world.stored(), 'a return opens a new one').to.have.length(2);
  });

  it('begins when doors open around who is connected, and ends with the session', async () => {
    world.live.change({ session: 'scheduled', liveAt: null });
    await node.hold(person, PHONE);
    expect(await world.stored(), 'doors are closed').to.have.length(0);
    world.clocks.advance(MINUTE);
    world.live.change({ session: 'doors' });
    await node.pulse();
    await untilStored(1);
    world.clocks.advance(MINUTE);
    const endedAt = new Date(START_MS + 90_000).toISOString();
    world.live.change({ session: 'ended', liveAt: START, endedAt });
    await node.pulse();
    const [interval] = await world.stored();
    expect(interval?.startedAt).to.deep.equal(new Date(START_MS + MINUTE));
    expect(interval?.endedAt).to.deep.equal(new Date(endedAt));
    expect(interval?.endedBy).to.equal('session');
  });

  it('ends what is open when doors are closed, and begins anew when they open again', async () => {
    world.live.change({ session: 'doors', liveAt: null });
    const held = await node.hold(person, PHONE);
    world.clocks.advance(MINUTE);
    world.live.change({ session: 'scheduled' });
    await node.pulse();
    world.clocks.advance(MINUTE);
    world.live.change({ session: 'doors' });
    await untilStored(2);
    const [first, second] = await world.stored();
    expect(first?.endedAt).to.deep.equal(new Date(START_MS + MINUTE));
    expect(second?.endedAt).to.equal(null);
    await held.close();
    world.live.change({ session: 'live', liveAt: START });
    expect(await world.stored(), 'who left stays away').to.have.length(2);
  });

  it('counts a plain page until the end when it was refreshed shortly before', async () => {
    await node.renewPlain(person);
    world.clocks.advance(MINUTE);
    const endedAt = world.clocks.now().toISOString();
    world.live.change({ session: 'ended', endedAt });
    await node.pulse();
    expect((await world.stored())[0]?.endedAt).to.deep.equal(new Date(endedAt));
    expect(await minutes()).to.equal(1);
  });

  const untilStored = (count: number) =>
    becomes(async () => (await world.stored()).length, count, { what: 'intervals' });
});
