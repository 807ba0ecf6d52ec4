// Keeps who is present: opens and closes intervals in batches, renews this process's one lease,
// and sweeps what dead processes and closed plain pages left open.
import type { Clock } from '../core/clock.ts';
import { createGroupCommit } from '../core/group-commit.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import { PLAIN_GRACE_MS } from '../protocol/limits.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type Attendance, evaluateAttendance, type Interval } from './attendance-rules.ts';
import type { PresenceDocument, PresenceKind } from './presence-model.ts';
import type { PresenceStore } from './presence-store.ts';

/** A node renews its lease this often, and is dead when it has not for `LEASE_MS`. */
const RENEW_MS = 4_000;
const LEASE_MS = 15_000;

type Person = Pick<Registration, '_id' | 'session' | 'seat' | 'region'>;

export interface AttendanceService {
  /** Opens an interval for a socket; resolves with its id when it is stored. */
  open(person: Person): Promise<string>;
  close(interval: string): Promise<void>;
  /** A plain page was loaded: renews the person's plain interval or opens one. */
  renewPlain(person: Person): Promise<void>;
  /** Minutes until now (or the session's end) and whether the rule is met. */
  attendanceOf(registration: string, session: SessionDocument): Promise<Attendance>;
  /** The same for everybody who was ever present, from one read. */
  attendanceOfAll(session: SessionDocument): Promise<Map<string, Attendance>>;
  /** Closes what dead nodes and left plain pages hold open. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const windowOf = (session: SessionDocument, now: number): Interval => {
  const start = session.status.liveAt ? Date.parse(session.status.liveAt) : now;
  return { start, end: session.status.endedAt ? Date.parse(session.status.endedAt) : now };
};

/** An open interval lasts until now; an open plain one until its last refresh. */
const intervalOf = (document: PresenceDocument, now: number): Interval => ({
  start: document.startedAt.getTime(),
  end: document.endedAt?.getTime() ?? document.renewedAt?.getTime() ?? now,
});

export async function createAttendanceService(options: {
  store: PresenceStore;
  clock: Clock;
  random: RandomSource;
  logger: Logger;
}): Promise<AttendanceService> {
  const { store, clock, random, logger } = options;
  const node = newId(random);
  const startedAt = clock.now();
  const opening = createGroupCommit<PresenceDocument, string>({
    async write(intervals) {
      await store.insertMany(intervals);
      return intervals.map((interval) => interval._id);
    },
  });
  const closing = createGroupCommit<{ _id: string; endedAt: Date }, true>({
    async write(closings) {
      await store.closeMany(closings);
      return closings.map(() => true as const);
    },
  });

  const documentOf = (person: Person, kind: PresenceKind): PresenceDocument => ({
    _id: newId(random),
    session: person.session,
    registration: person._id,
    seat: person.seat,
    region: person.region,
    kind,
    node,
    startedAt: clock.now(),
    renewedAt: null,
    endedAt: null,
  });

  const sweep = async () => {
    const now = clock.now().getTime();
    await store.renewNode(node, startedAt, clock.now());
    await store.closePlainBefore(new Date(now - PLAIN_GRACE_MS));
    const closed = await store.closeDeadNodes(new Date(now - LEASE_MS));
    if (closed > 0) logger.warn({ closed }, 'Closed the presence of a process that ended');
  };
  const tick = () =>
    sweep().catch((error) => logger.warn({ error: String(error) }, 'The presence lease is late'));

  await sweep();
  const timer = setInterval(tick, RENEW_MS);

  return {
    open: (person) => opening.add(documentOf(person, 'socket')),
    async close(interval) {
      await closing.add({ _id: interval, endedAt: clock.now() });
    },
    renewPlain: (person) => store.renewPlain(documentOf(person, 'plain'), clock.now()),
    async attendanceOf(registration, session) {
      const now = clock.now().getTime();
      const intervals = (await store.listOfPerson(registration)).map((one) => intervalOf(one, now));
      return evaluateAttendance(intervals, windowOf(session, now), session.attendanceRule);
    },
    async attendanceOfAll(session) {
      const now = clock.now().getTime();
      const people = new Map<string, Interval[]>();
      for (const document of await store.listOfSession(session._id)) {
        const intervals = people.get(document.registration) ?? [];
        intervals.push(intervalOf(document, now));
        people.set(document.registration, intervals);
      }
      const window = windowOf(session, now);
      return new Map(
        [...people].map(([registration, intervals]) => [
          registration,
          evaluateAttendance(intervals, window, session.attendanceRule),
        ]),
      );
    },
    sweep,
    async stop() {
      clearInterval(timer);
      await Promise.all([opening.drain(), closing.drain()]);
      await store.closeNode(node, clock.now());
    },
  };
}
