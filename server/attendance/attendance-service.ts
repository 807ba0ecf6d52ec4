// Who is present, by leases, and the minutes made from it; corrections stand beside them.
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { ClockWatch } from '../core/clock-watch.ts';
import type { ClientSession, Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { Attendance, Device } from '../protocol/attendance.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { evaluate, evaluateAll, windowOf } from './attendance-of-people.ts';
import { type CorrectRequest, correctMinutes } from './correct-minutes.ts';
import type { Correction } from './correction-model.ts';
import type { CorrectionStore } from './correction-store.ts';
import { createHeldPresence, type Held, type Holding, type Person } from './held-presence.ts';
import { createPresenceKeeper } from './keep-presence.ts';
import { createNodeLease, RENEW_MS } from './node-lease.ts';
import type { NodeStore } from './node-store.ts';
import type { NodeFacts, PresenceDocument } from './presence-model.ts';
import type { PresenceStore } from './presence-store.ts';
import { createPieceWriter } from './stored-pieces.ts';

export interface AttendanceService {
  /**
   * Holds somebody present by one connection while their session is open: intervals begin when
   * doors open and end with the session. Resolves when the first one is stored, or at once.
   */
  hold(person: Person, holding: Holding): Promise<Held>;
  /** A plain page was loaded: renews the person's plain interval or opens one. */
  renewPlain(person: Person, device?: Device): Promise<void>;
  /** Until now (or the session's end); the latest correction wins. */
  attendanceOf(registration: string, session: SessionDocument): Promise<Attendance>;
  /** The same for everybody with a document, from one read of each collection. */
  attendanceOfAll(session: SessionDocument): Promise<Map<string, Attendance>>;
  /** A person's intervals as they are stored, in order. */
  intervalsOf(registration: string): Promise<PresenceDocument[]>;
  /** A person's corrections, oldest first. */
  correctionsOf(registration: string): Promise<Correction[]>;
  /** See `correctMinutes`; give the transaction that the correction belongs to, if there is one. */
  correct(request: CorrectRequest, transaction?: ClientSession): Promise<Correction>;
  /** Renews the lease and closes what dead nodes and left plain pages hold open. */
  pulse(): Promise<void>;
  /** Says what this process stores of itself with each renewal of its lease. */
  describeNode(facts: () => NodeFacts): void;
  /** What the other processes last said of themselves; at most a renewal old. */
  otherNodes(): Promise<NodeFacts[]>;
  /** The process is about to stop: connections that end now are ended by it, not by people. */
  leave(): void;
  stop(): Promise<void>;
}

export interface AttendanceOptions {
  database: Database;
  stores: {
    presence: PresenceStore;
    nodes: NodeStore;
    corrections: CorrectionStore;
    findRegistration(id: string): Promise<Registration | undefined>;
  };
  live: Pick<LiveSessions, 'find' | 'onChange'>;
  audit: Audit;
  time: {
    clock: Clock;
    watch: ClockWatch;
    random: RandomSource;
    /** Runs something again and again until what it returns is called; else a timer does. */
    every?: (milliseconds: number, run: () => void) => () => void;
  };
  logger: Logger;
}

/** Takes this process's lease and keeps it; `stop` closes what it holds open. */
export async function createAttendanceService(
  options: AttendanceOptions,
): Promise<AttendanceService> {
  const { stores, live, time, logger } = options;
  const parts = await createParts(options);
  const { lease, held, keeper } = parts;
  const quietly = (work: Promise<void>) =>
    work.catch((error) => logger.warn({ error: String(error) }, 'The presence lease is late'));
  await keeper.pulse();
  const every = time.every ?? onTimer;
  const endPulses = every(RENEW_MS, () => void quietly(keeper.pulse()));
  let isStopped = false;
  live.onChange((session, before) => {
    if (isStopped || isOpen(session.status.session) === wasOpen(before)) return;
    held.followSession(session);
    if (!isOpen(session.status.session)) void quietly(keeper.endSession(session));
  });
  return {
    hold: held.hold,
    renewPlain: (person, device = 'unknown') =>
      stores.presence.renewPlain(
        plainOf(person, device, lease.current().node, time),
        time.watch.now(),
      ),
    ...readsOf(options),
    pulse: keeper.pulse,
    describeNode: parts.describeNode,
    otherNodes: () => stores.nodes.factsOfOthers(lease.current().node),
    leave: held.leave,
    async stop() {
      isStopped = true;
      endPulses();
      // The last one: what had to wait is written, and none runs on after the end.
      await quietly(keeper.pulse());
      const { node } = lease.current();
      await stores.presence.closeOfNode(node, time.watch.now());
      await stores.nodes.end(node, time.watch.now());
    },
  };
}

const onTimer = (milliseconds: number, run: () => void) => {
  const timer = setInterval(run, milliseconds);
  return () => clearInterval(timer);
};

const wasOpen = (session: SessionDocument | undefined): boolean =>
  session !== undefined && isOpen(session.status.session);

const createParts = async ({ stores, live, time, logger }: AttendanceOptions) => {
  const { clock, watch, random } = time;
  const monotonic = () => clock.monotonic?.() ?? performance.now();
  let facts: () => NodeFacts | null = () => null;
  const describeNode = (say: () => NodeFacts) => {
    facts = say;
  };
  const said = () => facts();
  const lease = await createNodeLease({
    store: stores.nodes,
    watch,
    monotonic,
    random,
    facts: said,
  });
  const writer = createPieceWriter(stores.presence, logger);
  const held = createHeldPresence({
    live,
    writer,
    lease: lease.current,
    isOverdue: lease.isOverdue,
    now: watch.now,
    random,
  });
  const keeper = createPresenceKeeper({ stores, watch, lease, held, writer, logger });
  return { lease, held, writer, keeper, describeNode };
};

const readsOf = ({ database, stores, audit, time }: AttendanceOptions) => {
  const { watch, random } = time;
  const { presence, corrections, findRegistration } = stores;
  const attendanceOf = async (registration: string, session: SessionDocument) => {
    const [intervals, corrected] = await Promise.all([
      presence.listOfPerson(registration),
      corrections.listOfPerson(registration),
    ]);
    return evaluate({ presence: intervals, corrections: corrected }, session, watch.now());
  };
  const store = corrections;
  const measure = async ({ registration, session }: CorrectRequest) => {
    const attendance = await attendanceOf(registration, session);
    return { attendance, window: windowOf(session, watch.now()), at: watch.now() };
  };
  const desk = { database, store, audit, random, findRegistration, measure };
  return {
    attendanceOf,
    async attendanceOfAll(session: SessionDocument) {
      const [intervals, corrected] = await Promise.all([
        presence.listOfSession(session._id),
        corrections.listOfSession(session._id),
      ]);
      return evaluateAll({ presence: intervals, corrections: corrected }, session, watch.now());
    },
    intervalsOf: presence.listOfPerson,
    correctionsOf: corrections.listOfPerson,
    correct: (request: CorrectRequest, transaction?: ClientSession) =>
      correctMinutes(request, desk, transaction),
  };
};

/** A plain page's interval, as far as its first load. */
const plainOf = (
  person: Person,
  device: Device,
  node: string,
  { watch, random }: AttendanceOptions['time'],
): PresenceDocument => ({
  _id: newId(random),
  session: person.session,
  registration: person._id,
  seat: person.seat,
  region: person.region,
  kind: 'plain',
  device,
  room: null,
  node,
  startedAt: watch.now(),
  renewedAt: null,
  endedAt: null,
  endedBy: null,
});
