// The issuing of a session as staff see it: begun by one action, looked at as often as one likes.
import { type Audit, type AuditActor, SYSTEM_ACTOR } from '../audit/index.ts';
import {
  type CertificateStore,
  type Due,
  isPersonalKind,
  KINDS,
  type PendingIssuer,
} from '../certificates/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { createRecent } from '../core/recent.ts';
import type { IssueProgress } from '../protocol/issue-progress.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { IssueFailure } from './failure-model.ts';
import type { FailureStore } from './failure-store.ts';
import type { IssueJob } from './job-model.ts';
import type { JobStore } from './job-store.ts';
import { progressOf, totalsOf } from './progress-rules.ts';

/** Who begins, and from where. */
export interface Begin {
  actor: AuditActor;
  address: string;
}

export interface IssueDesk {
  /** Begins what is due, failed documents too; the running job where there is one. */
  begin(session: SessionDocument, by: Begin): Promise<void>;
  /** The same without anybody asking, where something is due that has not failed for good. */
  beginBySystem(session: SessionDocument): Promise<void>;
  /** What a job has to do. */
  plan(session: SessionDocument, job: IssueJob): Promise<Plan>;
  progress(session: SessionDocument): Promise<IssueProgress>;
  failures(session: SessionDocument): Promise<IssueFailure[]>;
  latest(session: SessionDocument): Promise<IssueJob | undefined>;
}

interface Plan {
  due: Due[];
  totals: Record<string, number>;
}

/** Only a change of the data helps; what else failed is tried so often by itself. */
const BY_HAND: ReadonlySet<string> = new Set([
  'MISSING_GLYPH',
  'DOES_NOT_FIT',
  'INVALID_DATA',
  'TOO_LARGE',
]);
const TRIES = 3;
/** What is due is counted anew this long after it was. */
const COUNTED_MS = 5_000;

export interface DeskParts {
  database: Database;
  stores: {
    jobs: JobStore;
    failures: FailureStore;
    certificates: Pick<CertificateStore, 'holdings'>;
  };
  issuer: Pick<PendingIssuer, 'listDue'>;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
}

/** The desk on its stores. */
export function createIssueDesk(parts: DeskParts): IssueDesk {
  const { stores, issuer, time } = parts;
  const { jobs, failures, certificates } = stores;

  // It takes a look at everybody's attendance: once in a while for all who watch.
  const dueOf = createRecent<Due[]>(COUNTED_MS);

  const plan = async (session: SessionDocument, by: AuditActor, all: Due[]): Promise<Plan> => {
    const failed = await failures.list(session._id);
    const isSystem = by.kind === 'system';
    const isGivenUp = givenUp(isSystem ? failed : []);
    // The roll and the minutes wait for somebody's decision: objections come after the end.
    const due = all.filter((one) => !isGivenUp(one) && (!isSystem || isPersonalKind(one.kind)));
    return { due, totals: totalsOf(await certificates.holdings(session._id), all) };
  };

  return {
    async begin(session, by) {
      if (!canBegin(session)) throw new AppError('ISSUING_TOO_EARLY');
      await insert(parts, session, by);
    },
    async beginBySystem(session) {
      const { due } = await plan(session, SYSTEM_ACTOR, await issuer.listDue(session));
      if (due.length > 0) await insert(parts, session, { actor: SYSTEM_ACTOR, address: '' });
    },
    async plan(session, { by }) {
      const all = await issuer.listDue(session);
      await forgetSettled(stores, session, all);
      return plan(session, by, all);
    },
    async progress(session) {
      const [job, holdings, failed] = await Promise.all([
        jobs.findLatest(session._id),
        certificates.holdings(session._id),
        failures.list(session._id),
      ]);
      const now = time.clock.now();
      const counted = job?.state === 'running' && job.resumedAt ? job.totals : undefined;
      // Anew at once when the job or the documents change.
      const state = `${job?._id} ${job?.state} ${holdings.length}`;
      const listDue = () => issuer.listDue(session);
      const totals =
        counted ?? totalsOf(holdings, await dueOf({ key: session._id, state, now }, listDue));
      return progressOf({ kinds: KINDS, holdings, failures: failed, job, totals, now });
    },
    failures: (session) => failures.list(session._id),
    latest: (session) => jobs.findLatest(session._id),
  };
}

/** Failures of what holders got meanwhile by asking themselves, and of what is no longer owed. */
async function forgetSettled(
  { certificates, failures }: DeskParts['stores'],
  session: SessionDocument,
  all: Due[],
): Promise<void> {
  const failed = await failures.list(session._id);
  if (failed.length === 0) return;
  const keyOf = ({ kind, subject }: Due) => `${kind} ${subject}`;
  const due = new Set(all.map(keyOf));
  const issued = new Set(
    (await certificates.holdings(session._id))
      .filter(({ active, sha256 }) => active && sha256)
      .map(keyOf),
  );
  // Documents of many rows are not listed as due while the log is behind.
  const isOver = (one: Due) =>
    issued.has(keyOf(one)) || (isPersonalKind(one.kind) && !due.has(keyOf(one)));
  await failures.forget(session._id, failed.filter(isOver));
}

/** Declarations from the closing of the signing on, the others after the end. */
export const canBegin = ({ status, declaration }: SessionDocument): boolean =>
  status.session === 'ended' || (declaration !== null && status.closesAt !== null);

const givenUp = (failures: IssueFailure[]): ((due: Due) => boolean) => {
  const over = failures.filter(({ reason, tries }) => BY_HAND.has(reason) || tries >= TRIES);
  const keys = new Set(over.map(({ kind, subject }) => `${kind} ${subject}`));
  return ({ kind, subject }) => keys.has(`${kind} ${subject}`);
};

async function insert(
  parts: DeskParts,
  session: SessionDocument,
  { actor, address }: Begin,
): Promise<void> {
  const { database, stores, audit, time } = parts;
  const job: IssueJob = {
    _id: newId(time.random),
    schemaVersion: 1,
    session: session._id,
    by: actor,
    startedAt: time.clock.now(),
    state: 'running',
    totals: {},
    made: 0,
    resumedAt: null,
    handledSince: 0,
    activeAt: null,
    finishedAt: null,
  };
  try {
    await database.transaction(async (transaction) => {
      await stores.jobs.insert(job, transaction);
      const by = { actor, address, session: session._id };
      await audit.write(
        { event: 'certificates.begun', data: { job: job._id }, ...by },
        transaction,
      );
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // The platform's own run makes less than staff ask for: it goes on as theirs.
    if (actor.kind !== 'system') await joinRunning(parts, session, { actor, address });
  }
}

/** Nothing to do where staff's own run goes on: what is due now is taken up by it or by the next. */
async function joinRunning(parts: DeskParts, session: SessionDocument, by: Begin): Promise<void> {
  const { database, stores, audit } = parts;
  const running = await stores.jobs.findRunning(session._id);
  // It ended between the two.
  if (!running) return insert(parts, session, by);
  await database.transaction(async (transaction) => {
    if (!(await stores.jobs.takeOver(session._id, by.actor, transaction))) return;
    const data = { job: running._id };
    const event = { event: 'certificates.begun' as const, data, ...by, session: session._id };
    await audit.write(event, transaction);
  });
}
