// A whole session's certificates: numbers and data of hundreds in one write, files in groups.
import { SYSTEM_ACTOR } from '../audit/index.ts';
import { isAppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { LongKind, PersonalKind } from './certificate-data.ts';
import { factsOfSession } from './certificate-sources.ts';
import type { FrozenFile } from './certificate-store.ts';
import { type Draft, personalDraft, type Target } from './draft.ts';
import { DoesNotFitError } from './drawing/flow.ts';
import type { IssueWatch } from './issue-pending.ts';
import {
  type IssuingDependencies,
  makeFile,
  NotIssuableError,
  newReservation,
  type Reservation,
} from './issuing.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';

/** Reservations in one write. */
const RESERVE = 256;
/** Files in one transaction: some 4 MB. */
const GROUP = 24;
/** Files in the making at once: two threads draw, the others may wait for a time stamp. */
const AT_ONCE = 6;

/** What became of one document. */
export interface Outcome {
  kind: Target['kind'];
  subject: string;
  /** Undefined: it is issued (now or before). */
  failure?: Failure;
}

/** Why a document could not be made; `detail` holds no personal data. */
export interface Failure {
  reason:
    | 'MISSING_GLYPH'
    | 'DOES_NOT_FIT'
    | 'INVALID_DATA'
    | 'TOO_LARGE'
    | 'NOT_ISSUABLE'
    | 'INTERNAL';
  detail: string;
}

/** One run over a session. */
export interface OpenBatches {
  /** Issues these people's certificates; resolves with how many were made here. */
  personal(kind: PersonalKind, subjects: string[]): Promise<number>;
  /** Issues one long document; resolves with how many were made here. */
  long(kind: LongKind, subject: string): Promise<number>;
}

export interface BatchIssuer {
  open(session: SessionDocument, watch: IssueWatch): OpenBatches;
}

/** `issueLong` issues one document of many rows, however often it is called. */
export function createBatchIssuer(
  deps: IssuingDependencies,
  issueLong: (session: string, kind: LongKind, subject: string) => Promise<unknown>,
  logger: Pick<Logger, 'warn'>,
): BatchIssuer {
  return {
    open(session, watch) {
      const run: Run = { deps, session, watch, logger };
      return {
        personal: (kind, subjects) => issuePersonal(run, kind, subjects),
        async long(kind, subject) {
          const failure = await issueLong(session._id, kind, subject).then(
            () => undefined,
            (error: unknown) => failureOf(error, logger),
          );
          await watch.onGroup(session._id, [{ kind, subject, ...(failure && { failure }) }]);
          return failure ? 0 : 1;
        },
      };
    },
  };
}

interface Run {
  deps: IssuingDependencies;
  session: SessionDocument;
  logger: Pick<Logger, 'warn'>;
  watch: IssueWatch;
}

async function issuePersonal(run: Run, kind: PersonalKind, subjects: string[]): Promise<number> {
  let made = 0;
  for (let from = 0; from < subjects.length && !run.watch.isStopped(); from += RESERVE) {
    const reserved = await reserveMany(run, kind, subjects.slice(from, from + RESERVE));
    for (let at = 0; at < reserved.length && !run.watch.isStopped(); at += GROUP) {
      made += await makeGroup(run, kind, reserved.slice(at, at + GROUP));
    }
  }
  return made;
}

/** The reservations of these people: those of before first, then new ones in their order. */
async function reserveMany(
  run: Run,
  kind: PersonalKind,
  subjects: string[],
): Promise<Reservation[]> {
  const { deps, session, watch } = run;
  const active = () => deps.store.listActive(session._id, kind, subjects);
  const known = new Set((await active()).map(({ subject }) => subject));
  // Read anew for each write: a name or a signature may be amended while a run goes on.
  const factsOf = await factsOfSession(deps.doors, session);
  const facts = await factsOf(subjects.filter((subject) => !known.has(subject)));
  const failed: Outcome[] = [];
  const drafts: { target: Target; draft: Draft }[] = [];
  for (const subject of subjects) {
    const about = facts.get(subject);
    if (known.has(subject)) continue;
    if (!about)
      failed.push({ kind, subject, failure: { reason: 'NOT_ISSUABLE', detail: 'UNKNOWN' } });
    const draft = about && personalDraft(kind, about);
    if (!draft) continue;
    // Not an error of the making: it stopped being due since it was listed.
    if (!draft.missing) drafts.push({ target: { kind, subject, session: session._id }, draft });
  }
  const [first] = drafts;
  if (first) {
    let number = await deps.store.takeNumbers(first.draft.series, drafts.length);
    const documents = drafts.flatMap(({ target, draft }) => {
      try {
        return [newReservation(deps, target, draft, number++)];
      } catch (error) {
        failed.push({ kind, subject: target.subject, failure: failureOf(error, run.logger) });
        return [];
      }
    });
    await deps.store.reserveMany(documents);
  }
  if (failed.length > 0) await watch.onGroup(session._id, failed);
  return active();
}

/** Draws and freezes a group; what can't be drawn is reported, the others are stored. */
async function makeGroup(run: Run, kind: PersonalKind, group: Reservation[]): Promise<number> {
  const { deps, session, watch } = run;
  const wording = await deps.sealing.wordingOf(session._id, kind);
  const files = new Map<string, FrozenFile>();
  const outcomes: Outcome[] = [];
  const queue = group.filter(({ sha256 }) => !sha256);
  const takeTurns = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const { subject } = one;
      try {
        files.set(one._id, await makeFile(deps, one, wording));
        outcomes.push({ kind, subject });
      } catch (error) {
        outcomes.push({ kind, subject, failure: failureOf(error, run.logger) });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  const made = await freezeGroup(deps, session, group, files);
  await watch.onGroup(session._id, outcomes);
  return made;
}

/** Files and their audit in one transaction; where another process was first, its file counts. */
async function freezeGroup(
  { database, store, audit }: IssuingDependencies,
  session: SessionDocument,
  group: Reservation[],
  files: Map<string, FrozenFile>,
): Promise<number> {
  if (files.size === 0) return 0;
  const by = { actor: SYSTEM_ACTOR, address: '', session: session._id };
  return database.transaction(async (transaction) => {
    const frozen = new Set(await store.freezeMany(files, transaction));
    const events = group.flatMap(({ _id, kind, number }) =>
      frozen.has(_id)
        ? [
            {
              event: 'certificate.issued' as const,
              data: { certificate: _id, kind, number },
              ...by,
            },
          ]
        : [],
    );
    await audit.writeMany(events, transaction);
    return frozen.size;
  });
}

/** What staff are told: the character that no font has, the rule, or that the log says more. */
function failureOf(error: unknown, logger: Pick<Logger, 'warn'>): Failure {
  if (error instanceof MissingGlyphError) {
    return { reason: 'MISSING_GLYPH', detail: error.codePoint };
  }
  if (error instanceof DoesNotFitError) return { reason: 'DOES_NOT_FIT', detail: '' };
  if (error instanceof NotIssuableError) {
    return { reason: 'NOT_ISSUABLE', detail: error.missing };
  }
  if (isAppError(error) && error.code === 'DOCUMENT_TOO_LARGE') {
    return { reason: 'TOO_LARGE', detail: '' };
  }
  if (error instanceof Error && error.name === 'ZodError') {
    return { reason: 'INVALID_DATA', detail: '' };
  }
  logger.warn({ err: error }, 'A certificate could not be made');
  return { reason: 'INTERNAL', detail: '' };
}
