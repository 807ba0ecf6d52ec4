// Works off the jobs: one process at a session, by a lease; another goes on when it dies.
import type { Outcome, PendingIssuer } from '../certificates/index.ts';
import type { Clock } from '../core/clock.ts';
import type { HeldLease, Leases } from '../core/lease.ts';
import type { Logger } from '../core/logger.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { FailureStore } from './failure-store.ts';
import type { IssueDesk } from './issue-desk.ts';
import type { IssueJob } from './job-model.ts';
import type { JobStore } from './job-store.ts';

/** A dead process's session is taken over after so long. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** How often running jobs are looked for, and how often what is due by itself. */
const LOOK_MS = 3_000;
const SWEEP_MS = 30_000;

export interface IssueRunner {
  /** Looks for work from now on, and at once when a session ends or signing closes. */
  start(): void;
  /** Looks for running jobs now. */
  wake(): void;
  /** One look at everything: what is due by itself, and the running jobs, to their end or failure. */
  runOnce(): Promise<void>;
  /** Ends after the files in the making. */
  stop(): Promise<void>;
}

export interface RunnerParts {
  desk: Pick<IssueDesk, 'beginBySystem' | 'plan'>;
  stores: { jobs: JobStore; failures: FailureStore };
  issuer: Pick<PendingIssuer, 'issueDue'>;
  live: Pick<LiveSessions, 'find' | 'list' | 'onChange'>;
  leases: Leases;
  time: { clock: Clock; logger: Logger };
}

/** The runner of one process. */
export function createIssueRunner(parts: RunnerParts): IssueRunner {
  const { desk, stores, live, time } = parts;
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;
  const isStopped = () => stopped;

  const look = async (): Promise<void> => {
    for (const job of await stores.jobs.listRunning()) {
      const session = live.find(job.session);
      // One session that can't be worked at does not keep the others waiting.
      if (session && !stopped) await quietly(workOff(parts, job, session, isStopped));
    }
  };
  /** One look at a time; who asks meanwhile gets another one after it. */
  const lookOnce = (): Promise<void> => {
    if (looking) again = true;
    looking ??= look().finally(() => {
      looking = undefined;
      if (again && !stopped) {
        again = false;
        quietly(lookOnce());
      }
    });
    return looking;
  };
  const quietly = (work: Promise<unknown>) =>
    work.catch((error) =>
      time.logger.warn({ error: String(error) }, 'Certificates are not issued yet; tried again'),
    );
  const sweep = async () => {
    for (const session of live.list()) if (!stopped) await quietly(desk.beginBySystem(session));
    if (!stopped) await lookOnce();
  };
  const every = (milliseconds: number, run: () => Promise<void>) => {
    const timer = setInterval(() => void quietly(run()), milliseconds);
    timer.unref();
    timers.push(timer);
  };

  return {
    start() {
      every(LOOK_MS, lookOnce);
      every(SWEEP_MS, sweep);
      live.onChange((session, before) => {
        const ended = session.status.session === 'ended' && before?.status.session !== 'ended';
        const closed = session.status.closesAt !== null && !before?.status.closesAt;
        if (!stopped && (ended || closed)) void quietly(sweep());
      });
      void quietly(sweep());
    },
    wake: () => void quietly(lookOnce()),
    runOnce: sweep,
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await looking?.catch(() => undefined);
    },
  };
}

/** One job as far as this process gets with it; nothing when another one works at the session. */
async function workOff(
  parts: RunnerParts,
  job: IssueJob,
  session: SessionDocument,
  isStopped: () => boolean,
): Promise<void> {
  const lease = await parts.leases.take(`issuing/${session._id}`, LEASE_MS);
  if (!lease) return;
  const { jobs, failures } = parts.stores;
  const { clock } = parts.time;
  const kept = keep(lease, () => jobs.advance(job._id, 0, 0, clock.now()));
  const isOver = () => isStopped() || kept.isLost();
  try {
    for (let asked: IssueJob | undefined = job; asked && !isOver(); ) {
      const { due, totals } = await parts.desk.plan(session, asked);
      await jobs.resume(job._id, totals, clock.now());
      await parts.issuer.issueDue(session, due, {
        isStopped: isOver,
        async onGroup(_session, outcomes) {
          await failures.record(session._id, outcomes, clock.now());
          await jobs.advance(job._id, outcomes.length, madeOf(outcomes), clock.now());
        },
      });
      const isDone: boolean = isOver() || (await jobs.finish(asked, clock.now()));
      // Staff have asked meanwhile, and for more than the platform makes by itself.
      asked = isDone ? undefined : await jobs.findRunning(session._id);
    }
  } finally {
    kept.end();
    await lease.release();
  }
}

const madeOf = (outcomes: Outcome[]): number => outcomes.filter(({ failure }) => !failure).length;

/**
 * Renews the lease until it is lost or ended, and says so each time; an unanswered renewal counts
 * as lost.
 */
function keep(lease: HeldLease, sayAlive: () => Promise<void>): { isLost(): boolean; end(): void } {
  let lost = false;
  const renew = async () => {
    lost ||= !(await lease.renew().catch(() => false));
    if (!lost) await sayAlive().catch(() => undefined);
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  timer.unref();
  return { isLost: () => lost, end: () => clearInterval(timer) };
}
