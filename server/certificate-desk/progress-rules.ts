// From what is stored to how far a session's issuing has come. Pure.
import {
  type CertificateKind,
  type Due,
  type Holding,
  isPersonalKind,
} from '../certificates/index.ts';
import type { IssueProgress, KindProgress } from '../protocol/issue-progress.ts';
import type { IssueFailure } from './failure-model.ts';
import type { IssueJob } from './job-model.ts';

/** A running job without a sign of life for so long waits for a process. */
const SILENT_MS = 15_000;

/** What is issued or due by kind: every document once. */
export function totalsOf(
  holdings: readonly Holding[],
  due: readonly Due[],
): Record<string, number> {
  const totals: Record<string, number> = {};
  const count = (kind: string) => {
    totals[kind] = (totals[kind] ?? 0) + 1;
  };
  for (const { kind, active, sha256 } of holdings) if (active && sha256) count(kind);
  for (const { kind } of due) count(kind);
  return totals;
}

/** What a progress is made of. `kinds` in their order on the page. */
export interface ProgressFacts {
  kinds: readonly CertificateKind[];
  holdings: readonly Holding[];
  failures: readonly Pick<IssueFailure, 'kind' | 'subject'>[];
  job: IssueJob | undefined;
  totals: Record<string, number>;
  now: Date;
}

/** The figures; a kind without anything issued, due or failed is left out. */
export function progressOf(facts: ProgressFacts): IssueProgress {
  const { job, now } = facts;
  const kinds = facts.kinds
    .map((kind) => kindProgress(kind, facts))
    .filter(({ total }) => total > 0);
  const sum = (key: 'issued' | 'failed' | 'total') => kinds.reduce((all, one) => all + one[key], 0);
  const figures = { issued: sum('issued'), failed: sum('failed'), total: sum('total') };
  const perSecond = job ? rateOf(job) : null;
  // The platform's own run leaves the documents of many rows to staff.
  const personal: readonly string[] = facts.kinds.filter(isPersonalKind);
  const own = kinds.filter(({ kind }) => job?.by.kind !== 'system' || personal.includes(kind));
  const left = own.reduce((all, one) => all + one.total - one.issued - one.failed, 0);
  const isRunning = job?.state === 'running';
  return {
    state: stateOf(job, now),
    kinds,
    ...figures,
    perSecond: isRunning ? perSecond : null,
    secondsLeft: isRunning && perSecond ? Math.ceil(Math.max(0, left) / perSecond) : null,
  };
}

function kindProgress(kind: string, { holdings, failures, totals }: ProgressFacts): KindProgress {
  const own = holdings.filter((one) => one.kind === kind);
  const issued = own.filter(({ active, sha256 }) => active && sha256).length;
  const revoked = own.filter(({ active }) => !active).length;
  const failed = failures.filter((one) => one.kind === kind).length;
  return { kind, issued, failed, revoked, total: Math.max(totals[kind] ?? 0, issued + failed) };
}

function stateOf(job: IssueJob | undefined, now: Date): IssueProgress['state'] {
  if (!job) return 'idle';
  if (job.state === 'done') return 'done';
  const seen = job.activeAt ?? job.startedAt;
  return now.getTime() - seen.getTime() > SILENT_MS ? 'waiting' : 'running';
}

/** Documents a second since a process took it up; null before the first. */
function rateOf({ resumedAt, activeAt, handledSince }: IssueJob): number | null {
  if (!resumedAt || !activeAt || handledSince === 0) return null;
  const seconds = (activeAt.getTime() - resumedAt.getTime()) / 1000;
  return seconds > 0 ? handledSince / seconds : null;
}
