// Two server processes behind a proxy while officials arrive: one is killed, the database is killed,
// one is frozen for a minute. Both boards end equal to what the crowd knows, and nobody's presence
// is shorter than it was by more than a lease.
import { expect } from 'chai';
import { type PresenceInterval, union } from '../../server/protocol/attendance.ts';
import { createHttpClient, type HttpClient } from '../../server/rehearsal/http-client.ts';
import { openJournalEntry } from '../../server/rehearsal/journal.ts';
import { type Observer, watchBoard } from '../../server/rehearsal/observer.ts';
import { createOfficial, type Official } from '../../server/rehearsal/official.ts';
import { openSocket } from '../../server/rehearsal/open-socket.ts';
import { createRehearsalApi, type Rehearsal } from '../../server/rehearsal/rehearsal-api.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startTwoServers, type TwoServers } from '../support/two-servers.ts';
import { until } from '../support/until.ts';

/** Officials of one storm; each fault comes when a third of it has arrived. */
const STORM = 60;
const LEASE_MS = 15_000;
const FROZEN_MS = 60_000;
const EQUAL_MS = 1_000;
/** Everybody is back within the spread of 20 s and what a check of health takes. */
const BACK_MS = 60_000;

interface StoredInterval {
  registration: string;
  startedAt: Date;
  endedAt: Date | null;
  endedBy: PresenceInterval['endedBy'];
}

describe('two processes on one database in a storm', function () {
  this.timeout(300_000);
  let two: TwoServers;
  let client: HttpClient;
  let rehearsal: Rehearsal;
  let observers: Observer[];
  const crowd: Official[] = [];

  const observe = ({ url }: ServerProcess): Promise<Observer> => {
    const auth = { page: 'board' as const, session: rehearsal.session.slug };
    return watchBoard(openSocket({ base: url, auth, cookie: '' }), () => performance.now());
  };
  const newcomer = (number: number): Official => {
    const invitation = rehearsal.invitations[number];
    if (!invitation) throw new Error('No invitation left');
    const entry = openJournalEntry(invitation);
    const base = two.proxy.url;
    return createOfficial({ base, client, entry, number, now: () => performance.now() });
  };

  before(async () => {
    two = await startTwoServers();
    client = createHttpClient(two.proxy.url);
    const [first] = two.servers;
    const direct = createHttpClient(first.url);
    const api = createRehearsalApi(direct, await first.localToken());
    rehearsal = await api.create({ officials: STORM * 4 });
    await api.act(rehearsal.session.id, 'doors');
    await api.act(rehearsal.session.id, 'live');
    direct.close();
    observers = await Promise.all(two.servers.map(observe));
  });
  after(async () => {
    for (const one of crowd) one.leave();
    for (const one of observers ?? []) one.stop();
    client?.close();
    await two?.clean();
  });

  /** Arrives as people do: who meets an error tries again with the same name and PIN. */
  const arrive = async (number: number): Promise<void> => {
    const end = Date.now() + BACK_MS;
    for (;;) {
      const official = newcomer(number);
      await official.arrive();
      if (official.entry.failure === null) {
        crowd.push(official);
        return;
      }
      official.leave();
      if (Date.now() > end) throw new Error(`${number}: ${official.entry.failure}`);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };

  /** A storm of newcomers, eight at a time; `fault` strikes in the middle of it. */
  const storm = async (fault: () => Promise<void>): Promise<void> => {
    const from = crowd.length;
    let next = from;
    let struck: Promise<void> | undefined;
    const takeTurns = async () => {
      while (next < from + STORM) {
        const number = next++;
        if (number === from + Math.floor(STORM / 3)) struck = fault();
        await arrive(number);
      }
    };
    await Promise.all(Array.from({ length: 8 }, takeTurns));
    await struck;
  };

  /** Both boards show `count`; milliseconds between the first and the second to say so. */
  const agreed = async (count: number, watching: Observer[], limitMs: number): Promise<number> => {
    const moments = await Promise.all(
      watching.map(async (one) => {
        await one.waitFor(({ present }) => present === count, limitMs);
        expect(one.reading()?.present).to.equal(count);
        return performance.now();
      }),
    );
    return Math.max(...moments) - Math.min(...moments);
  };

  const stored = () =>
    two.database
      .collection<StoredInterval>('presence')
      .find({ session: rehearsal.session.id })
      .toArray();

  /** One of the two leases has run out, and the other process has ended what it held. */
  const untilSwept = async (): Promise<void> => {
    const isSwept = async () =>
      (await two.database.collection('nodes').countDocuments({ endedAt: null })) === 1 &&
      (await stored()).some(({ endedBy }) => endedBy === 'node');
    await until('the other process has swept', isSwept, BACK_MS);
  };

  /** Everybody has come back: the collections say so, a board may be half a second behind. */
  const untilAllPresent = async (): Promise<void> => {
    const open = { session: rehearsal.session.id, endedAt: null };
    const presence = two.database.collection('presence');
    const isBack = async () =>
      (await presence.distinct('registration', open)).length === crowd.length;
    await until('everybody is back', isBack, BACK_MS);
  };

  /** Everybody who arrived is present now, in one stretch since they first came. */
  const expectUnbroken = async (): Promise<void> => {
    const now = Date.now();
    const people = new Map<string, PresenceInterval[]>();
    for (const { registration, startedAt, endedAt, endedBy } of await stored()) {
      const own = people.get(registration) ?? [];
      own.push({ start: startedAt.getTime(), end: endedAt?.getTime() ?? now, endedBy });
      people.set(registration, own);
    }
    expect(people.size, 'people with presence').to.equal(crowd.length);
    for (const [person, intervals] of people) {
      expect(union(intervals), person).to.have.length(1);
      expect(intervals.some(({ end }) => end === now)).to.equal(true);
    }
  };

  it('shows the same on both boards within a second', async () => {
    await storm(async () => undefined);
    const apart = await agreed(STORM, observers, 10_000);
    expect(apart, 'milliseconds apart').to.be.below(EQUAL_MS);
    const nodes = await two.database.collection('nodes').countDocuments({ endedAt: null });
    expect(nodes, 'processes with a lease').to.equal(2);
  });

  it('loses nobody’s presence beyond a lease when one process is killed', async () => {
    const [first, second] = two.servers;
    let killedAt = 0;
    await storm(async () => {
      await first.kill9();
      killedAt = Date.now();
    });
    const [, watching] = observers;
    if (!watching) throw new Error('No observer');
    // Until the other process has swept, the board counts the lost ones as present.
    await untilSwept();
    await untilAllPresent();
    await agreed(crowd.length, [watching], BACK_MS);
    const orphaned = (await stored()).filter(({ endedBy }) => endedBy === 'node');
    expect(orphaned.length, 'intervals of the killed process').to.be.greaterThan(0);
    for (const { startedAt, endedAt } of orphaned) {
      const end = endedAt?.getTime() ?? Number.NaN;
      expect(end).to.be.at.most(killedAt);
      expect(end).to.be.at.least(Math.min(startedAt.getTime(), killedAt - LEASE_MS));
    }
    await expectUnbroken();
    await first.start();
    await two.proxy.untilHealthy(2);
    observers[0]?.stop();
    observers = [await observe(first), watching];
    expect(second.url).to.not.equal(first.url);
    await agreed(crowd.length, observers, BACK_MS);
  });

  it('goes on when the database is killed and comes back', async () => {
    await storm(two.killDatabase);
    await two.proxy.untilHealthy(2);
    await untilAllPresent();
    await agreed(crowd.length, observers, BACK_MS);
    await expectUnbroken();
  });

  it('counts nothing for a process that was frozen for a minute, and takes it back', async () => {
    const [, second] = two.servers;
    const [watching] = observers;
    if (!watching) throw new Error('No observer');
    let frozenAt = 0;
    await storm(async () => {
      second.freeze();
      frozenAt = Date.now();
    });
    await agreed(crowd.length, [watching], BACK_MS);
    await new Promise((resolve) => setTimeout(resolve, frozenAt + FROZEN_MS - Date.now()));
    second.thaw();
    const thawedAt = Date.now();
    await two.proxy.untilHealthy(2);
    await untilAllPresent();
    await agreed(crowd.length, observers, BACK_MS);
    // What the frozen process held ended where it had last renewed its lease, and did not revive.
    const spanning = (await stored()).filter(
      ({ startedAt, endedAt, endedBy }) =>
        endedBy === 'node' &&
        startedAt.getTime() < frozenAt &&
        (endedAt?.getTime() ?? thawedAt) > frozenAt + LEASE_MS,
    );
    expect(spanning, 'intervals over the frozen time').to.deep.equal([]);
    await expectUnbroken();
  });
});
