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
import { evaluate, evaluateAll } from './attendance-of-people.ts';
import type { Attendance } from './attendance-rules.ts';
import type { PresenceDocument, PresenceKind } from './presence-model.ts';
import type { Closing, PresenceStore } from './presence-store.ts';

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

interface Options {
  store: PresenceStore;
  clock: Clock;
  random: RandomSource;
  logger: Logger;
}

/** Starts this process's lease and its sweep; `stop` closes what it holds open. */
export async function createAttendanceService(options: Options): Promise<AttendanceService> {
  const { store, clock, random, logger } = options;
  const node = { _id: newId(random), startedAt: clock.now() };
  const batches = createBatches(store);
  const documentOf = (person: Person, kind: PresenceKind): PresenceDocument => ({
    ...newInterval(person, kind, node._id),
    _id: newId(random),
    startedAt: clock.now(),
  });
  const sweep = () => sweepOnce(node, options);
  await sweep();
  const timer = setInterval(
    () =>
      sweep().catch((error) => logger.warn({ error: String(error) }, 'The presence lease is late')),
    RENEW_MS,
  );

  return {
    open: (person) => batches.opening.add(documentOf(person, 'socket')),
    async close(interval) {
      await batches.closing.add({ _id: interval, endedAt: clock.now() });
    },
    renewPlain: (person) => store.renewPlain(documentOf(person, 'plain'), clock.now()),
    attendanceOf: async (registration, session) =>
      evaluate(await store.listOfPerson(registration), session, clock.now()),
    attendanceOfAll: async (session) =>
      evaluateAll(await store.listOfSession(session._id), session, clock.now()),
    sweep,
    async stop() {
      clearInterval(timer);
      await Promise.all([batches.opening.drain(), batches.closing.drain()]);
      await store.closeNode(node._id, clock.now());
    },
  };
}

/** Arrivals and departures of a crowd share their writes. */
const createBatches = (store: PresenceStore) => ({
  opening: createGroupCommit<PresenceDocument, string>({
    async write(intervals) {
      await store.insertMany(intervals);
      return intervals.map((interval) => interval._id);
    },
  }),
  closing: createGroupCommit<Closing, true>({
    async write(closings) {
      await store.closeMany(closings);
      return closings.map(() => true as const);
    },
  }),
});

const newInterval = (person: Person, kind: PresenceKind, node: string) => ({
  session: person.session,
  registration: person._id,
  seat: person.seat,
  region: person.region,
  kind,
  node,
  renewedAt: null,
  endedAt: null,
});

/** Renews the lease, then closes what others left open. */
const sweepOnce = async (
  node: { _id: string; startedAt: Date },
  { store, clock, logger }: Options,
): Promise<void> => {
  const now = clock.now();
  await store.renewNode(node._id, node.startedAt, now);
  await store.closePlainBefore(new Date(now.getTime() - PLAIN_GRACE_MS));
  const closed = await store.closeDeadNodes(new Date(now.getTime() - LEASE_MS));
  if (closed > 0) logger.warn({ closed }, 'Closed the presence of a process that ended');
};
