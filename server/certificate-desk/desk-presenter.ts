// The view of the page "Sertifikat".
import { type IssuedCertificate, isPersonal } from '../certificates/index.ts';
import type { IssueProgress } from '../protocol/issue-progress.ts';
import { isAllIssued, issuedLine, paceLine, stateLine } from '../protocol/issue-progress.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Held } from './desk-sources.ts';
import type { IssueFailure } from './failure-model.ts';
import type { Found } from './find-certificates.ts';
import { canBegin } from './issue-desk.ts';
import type { IssueJob } from './job-model.ts';

export type Words = (key: string, parameters?: Record<string, string | number>) => string;

export interface DeskFacts {
  session: SessionDocument;
  progress: IssueProgress;
  job: IssueJob | undefined;
  failures: IssueFailure[];
  held: Held[];
  regions: Region[];
  search: string;
  found: Found;
  done: string | undefined;
  /** Documents of many rows that an amendment has overtaken. */
  stale: number;
}

/** Failures shown at once; more of them have one cause. */
const FAILURES = 50;

/** Everything that the template shows. */
export function deskView(facts: DeskFacts, words: Words, number: (value: number) => string) {
  const { session, progress, job, failures, regions, search, found } = facts;
  const client: Words = (key, parameters) => words(`client.${key}`, parameters);
  const isRunning = progress.state === 'running' || progress.state === 'waiting';
  return {
    slug: session.slug,
    session: session.title,
    done: facts.done,
    stale: facts.stale,
    isRehearsal: session.kind === 'rehearsal',
    hasAny: progress.total > 0,
    hasFiles: progress.issued > 0,
    isRunning,
    state: progress.state,
    progress,
    issuedLine: issuedLine(progress, client, number),
    stateLine: stateLine(progress, client, number),
    paceLine: paceLine(progress, client, number),
    canBegin: canBegin(session) && !isRunning && progress.total > 0,
    isTooEarly: !canBegin(session),
    isComplete: isAllIssued(progress),
    kinds: progress.kinds.map((one) => ({ ...one, label: words(`kinds.${one.kind}`) })),
    job: job && {
      by: job.by.label,
      at: job.startedAt.toISOString(),
      isSystem: job.by.kind === 'system',
    },
    failures: failures.slice(0, FAILURES).map((one) => failureRow(one, facts, words)),
    moreFailures: Math.max(0, failures.length - FAILURES),
    regions: regions.map(({ code, name }) => ({ code, name })),
    provinces: provincesOf(regions),
    search,
    isSearch: search !== '',
    found: found.certificates.map((one) => certificateRow(one, session.slug, words)),
    hasMore: found.hasMore,
  };
}

const provincesOf = (regions: Region[]) => {
  const names = new Map(regions.map(({ provinceCode, province }) => [provinceCode, province]));
  return [...names].map(([code, name]) => ({ code, name }));
};

function failureRow(
  { kind, subject, reason, detail, at }: IssueFailure,
  { held, regions }: DeskFacts,
  words: Words,
) {
  const person = held.find(({ registration }) => registration === subject);
  const region = regions.find(({ code }) => subject === `region:${code}`);
  const place = person ? `${person.seat.title}, ${person.seat.place ?? ''}` : region?.name;
  return {
    kind: words(`kinds.${kind}`),
    place: (place ?? words('wholeSession')).replace(/, $/, ''),
    search: person?.name ?? region?.name ?? '',
    reason: words(`reasons.${reason}.what`, { detail }),
    advice: words(`reasons.${reason}.do`, { detail }),
    at: at.toISOString(),
  };
}

/** One certificate in a list. */
export function certificateRow(
  { certificate, held }: { certificate: IssuedCertificate; held: Held | undefined },
  slug: string,
  words: Words,
) {
  const { data, number, code, kind, issuedAt, active, revoked } = certificate;
  const holder = isPersonal(data) ? data.holder : undefined;
  return {
    number,
    kind: words(`kinds.${kind}`),
    name: holder?.name ?? ('region' in data ? data.region.name : ''),
    place: holder ? [holder.seat, holder.region].filter(Boolean).join(', ') : '',
    isFormer: held === undefined && holder !== undefined,
    issuedAt: issuedAt.toISOString(),
    isActive: active,
    revokedAt: revoked?.at.toISOString(),
    file: `/berkas/${code}.pdf`,
    check: `/verifikasi/${code}`,
    revoke: `/kendali/pencabutan?sesi=${slug}&nomor=${number}`,
  };
}
