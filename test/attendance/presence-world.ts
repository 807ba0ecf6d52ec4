// Presence on a real database, with clocks in the test's hand: the wall clock, the monotonic one,
// and MongoDB's; processes come and go, and sessions open and close.
import {
  type CorrectionStore,
  createAttendanceService,
  createCorrectionStore,
  createNodeStore,
  createPresenceStore,
  type NodeStore,
  type PresenceStore,
} from '../../server/attendance/index.ts';
import { createAudit } from '../../server/audit/index.ts';
import type { Clock } from '../../server/core/clock.ts';
import { createClockWatch } from '../../server/core/clock-watch.ts';
import type { Database } from '../../server/core/database.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import type { AttendanceRule } from '../../server/protocol/attendance.ts';
import {
  createRegistrationStore,
  type RegistrationStore,
} from '../../server/registrations/index.ts';
import { initialStatus, type SessionDocument } from '../../server/sessions/index.ts';
import { testDatabase } from '../support/mongo.ts';
import { ruleOfShare } from '../support/rule-of-share.ts';

export const MINUTE = 60_000;
export const START = '2020-10-07T02:00:00.000Z';
export const START_MS = Date.parse(START);
export const person = { _id: 'registration-one', session: 's', seat: 'seat-one', region: '33.24' };
export const PHONE = { kind: 'socket', device: 'phone' } as const;

/** A wall clock that can be set, a monotonic one that only runs, and the database's. */
export function threeClocks() {
  let wall = START_MS;
  let database = START_MS;
  let monotonic = 0;
  return {
    now: () => new Date(wall),
    monotonic: () => monotonic,
    databaseTime: async () => new Date(database),
    /** Time passes for everybody. */
    advance(milliseconds: number) {
      wall += milliseconds;
      database += milliseconds;
      monotonic += milliseconds;
    },
    /** Somebody sets the clock of the process's machine, and of MongoDB's when it is the same. */
    set(milliseconds: number, { withDatabase = false } = {}) {
      wall += milliseconds;
      if (withDatabase) database += milliseconds;
    },
  };
}

/** Of a session, attendance looks at the moments and the rule only. */
export const sessionWith = (
  status: Partial<SessionDocument['status']> = {},
  rule: Partial<AttendanceRule> = {},
) =>
  ({
    _id: 's',
    date: '2020-10-07',
    attendanceRule: { ...ruleOfShare(0.5), ...rule },
    status: { ...initialStatus(), session: 'live', liveAt: START, ...status },
  }) as unknown as SessionDocument;

type Listener = (session: SessionDocument, before: SessionDocument | undefined) => void;

/** One session in memory, as a process's live sessions know it. */
export function liveSession(first: SessionDocument) {
  let session = first;
  const listeners: Listener[] = [];
  return {
    find: () => session,
    onChange: (listener: Listener) => void listeners.push(listener),
    change(status: Partial<SessionDocument['status']>) {
      const before = session;
      session = { ...session, status: { ...session.status, ...status } };
      for (const listener of listeners) listener(session, before);
    },
  };
}

/**
 * A database with its indexes, clocks, a running session, and processes on them. Where the clock is
 * not monotonic, time passes without a pulse and nobody takes it for a process that was frozen.
 */
export async function createPresenceWorld({ isMonotonic = true } = {}) {
  const database = await testDatabase();
  const { connection } = database;
  const stores = {
    presence: createPresenceStore(connection),
    nodes: createNodeStore(connection),
    corrections: createCorrectionStore(connection),
    registrations: createRegistrationStore(connection),
  };
  await stores.presence.ensureIndexes();
  await stores.corrections.ensureIndexes();
  const { monotonic, ...rest } = threeClocks();
  const clocks = isMonotonic ? { monotonic, ...rest } : rest;
  const live = liveSession(sessionWith());
  return {
    database,
    stores,
    clocks,
    live,
    /** A server process; `broken` takes the database away from its presence while it is true. */
    startNode: (broken = { is: false }) => startNode({ database, stores, clocks, live, broken }),
    /** Stored intervals in the order of their beginning. */
    stored: () =>
      stores.presence
        .listOfSession('s')
        .then((all) => all.sort((a, b) => +a.startedAt - +b.startedAt)),
    leases: () => database.connection.collection('nodes').find().toArray(),
  };
}

interface Stores {
  presence: PresenceStore;
  nodes: NodeStore;
  corrections: CorrectionStore;
  registrations: RegistrationStore;
}

interface NodeParts {
  database: Database;
  stores: Stores;
  clocks: Omit<ReturnType<typeof threeClocks>, 'monotonic'> & Clock;
  live: ReturnType<typeof liveSession>;
  broken: { is: boolean };
}

const startNode = async ({ database, stores, clocks, live, broken }: NodeParts) => {
  const logger = createLogger('silent');
  const random = systemRandom;
  const { databaseTime } = clocks;
  const watch = await createClockWatch({
    clock: clocks,
    databaseTime: async () => {
      if (broken.is) throw new Error('away');
      return databaseTime();
    },
    logger,
  });
  const service = await createAttendanceService({
    database,
    stores: {
      presence: breakable(stores.presence, broken),
      nodes: breakable(stores.nodes, broken),
      corrections: stores.corrections,
      findRegistration: stores.registrations.find,
    },
    live,
    audit: createAudit({ connection: database.connection, clock: clocks, random }),
    // Pulses come when a test says so: a killed process has none.
    time: { clock: clocks, watch, random, every: () => () => undefined },
    logger,
  });
  return { ...service, watch };
};

/** The same store, whose every call fails while `broken.is`. */
const breakable = <T extends object>(store: T, broken: { is: boolean }): T =>
  new Proxy(store, {
    get(target, key, receiver) {
      const method: unknown = Reflect.get(target, key, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (broken.is) throw new Error('The database is away');
        return method.apply(target, args);
      };
    },
  });
