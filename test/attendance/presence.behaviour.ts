// Presence as leases, on a real database: intervals of sockets and plain pages, dead processes,
// minutes over several devices, and what a restart changes.
import { expect } from 'chai';
import { createAttendanceService, createPresenceStore } from '../../server/attendance/index.ts';
import type { Database } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import { initialStatus, type SessionDocument } from '../../server/sessions/index.ts';
import { movableClock } from '../support/http.ts';
import { testDatabase } from '../support/mongo.ts';

const MINUTE = 60_000;
const START = '2020-10-07T02:00:00Z';
const person = { _id: 'registration-one', session: 's', seat: 'seat-one', region: '33.24' };
// Of a session, attendance looks at the moments and the rule only.
const sessionAt = (liveAt: string, endedAt: string | null = null) =>
  ({
    _id: 's',
    attendanceRule: { share: 0.5 },
    status: { ...initialStatus(), session: 'live', liveAt, endedAt },
  }) as unknown as SessionDocument;

describe('presence', () => {
  let database: Database;
  let clock: ReturnType<typeof movableClock>;

  const startNode = () => {
    const store = createPresenceStore(database.connection);
    const logger = createLogger('silent');
    return createAttendanceService({ store, clock, random: systemRandom, logger });
  };
  const stored = () => database.connection.collection('presence').find().toArray();

  beforeEach(async () => {
    database = await testDatabase();
    await createPresenceStore(database.connection).ensureIndexes();
    clock = movableClock(START);
  });

  it('counts two devices at once only once, and goes on when one leaves', async () => {
    const node = await startNode();
    const phone = await node.open(person);
    clock.advance(10 * MINUTE);
    await node.open(person);
    clock.advance(10 * MINUTE);
    await node.close(phone);
    clock.advance(10 * MINUTE);
    const attendance = await node.attendanceOf(person._id, sessionAt(START));
    expect(attendance).to.deep.equal({ minutes: 30, needed: 15, met: true });
    await node.stop();
  });

  it('counts nothing before the session is live and nothing after its end', async () => {
    const node = await startNode();
    await node.open(person);
    clock.advance(60 * MINUTE);
    const live = new Date(Date.parse(START) + 20 * MINUTE).toISOString();
    const ended = new Date(Date.parse(START) + 50 * MINUTE).toISOString();
    expect((await node.attendanceOf(person._id, sessionAt(live, ended))).minutes).to.equal(30);
    expect((await node.attendanceOfAll(sessionAt(live, ended))).get(person._id)).to.deep.equal({
      minutes: 30,
      needed: 15,
      met: true,
    });
    await node.stop();
  });

  it('renews one plain interval however often it is asked, and closes it at its last refresh', async () => {
    const node = await startNode();
    await Promise.all([node.renewPlain(person), node.renewPlain(person)]);
    clock.advance(MINUTE);
    await node.renewPlain(person);
    expect(await stored()).to.have.length(1);
    clock.advance(89_000);
    await node.sweep();
    expect((await stored())[0]?.endedAt, 'within the grace of 90 s').to.equal(null);
    clock.advance(2_000);
    await node.sweep();
    const [interval] = await stored();
    expect(interval?.endedAt).to.deep.equal(new Date(Date.parse(START) + MINUTE));
    await node.renewPlain(person);
    expect(await stored(), 'a return opens a new one').to.have.length(2);
    await node.stop();
  });

  it('closes the intervals of a process that died at its last renewal, once', async () => {
    const dead = await startNode();
    await dead.open(person);
    clock.advance(4_000);
    await dead.sweep();
    const lease = clock.now();
    // From here on the process is as good as killed: its timer goes, it never says goodbye.
    const late = await dead.open({ ...person, _id: 'registration-two', seat: 'seat-two' });
    clock.advance(16_000);
    const other = await startNode();
    const [first, second] = await stored();
    expect(first?.endedAt).to.deep.equal(lease);
    expect(second?._id).to.equal(late);
    expect(second?.endedAt, 'known only to have begun').to.deep.equal(second?.startedAt);
    expect(await database.connection.collection('nodes').countDocuments()).to.equal(1);
    await other.stop();
    await dead.stop();
  });

  it('gives its intervals back when it stops in order', async () => {
    const node = await startNode();
    await node.open(person);
    clock.advance(MINUTE);
    await node.stop();
    expect((await stored())[0]?.endedAt).to.deep.equal(clock.now());
    expect(await database.connection.collection('nodes').countDocuments()).to.equal(0);
  });
});
