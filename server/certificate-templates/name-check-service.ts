// Before issuing: draws everybody's certificate in the background and keeps for whom it fails, and why.
import type { Audit, AuditActor } from '../audit/index.ts';
import {
  factsOfSession,
  type PersonalData,
  type PersonalKind,
  type PreviewMaker,
  type PreviewPlace,
  previewData,
  previewHolderOf,
  type WordingSource,
  wordingFields,
} from '../certificates/index.ts';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { NameCheck, NameProblem } from './name-check-model.ts';
import type { NameCheckStore } from './name-check-store.ts';
import { requiredFields } from './required-fields.ts';
import type { TemplateEvent } from './template-services.ts';

/** People whose data are read and drawn at once: a preview finds the thread free soon. */
const GROUP = 12;
/** Most problems that are kept; nobody mends more than these before trying anew. */
export const PROBLEMS_MAX = 500;
/** A run without a sign of life for so long has lost its process. */
const ALIVE_MS = 60_000;

export interface NameCheckRequest {
  session: SessionDocument;
  kind: PersonalKind;
  wording: WordingSource;
  /** How people know the wording. */
  name: string;
  /** Who asked for it. */
  by?: { actor: AuditActor; address: string };
}

export interface NameCheckService {
  /** Begins a run in the background; false while one is under way. */
  start(request: NameCheckRequest): Promise<boolean>;
  /** The last run; `running` of a lost process reads as `stopped`. */
  find(session: string, kind: string): Promise<NameCheck | undefined>;
  /** Resolves when no run of this process is under way. */
  settled(): Promise<void>;
  /** Ends the runs of this process; what they found is kept. */
  stop(): Promise<void>;
}

export interface NameCheckDependencies {
  store: NameCheckStore;
  previews: Pick<PreviewMaker, 'tryAll'>;
  event: TemplateEvent;
  audit: Pick<Audit, 'write'>;
  setup: PreviewPlace['setup'];
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
}

export function createNameCheckService(deps: NameCheckDependencies): NameCheckService {
  const { store, event, time, logger } = deps;
  const running = new Set<Promise<void>>();
  const stopping = { now: false };
  const aliveSince = () => new Date(time.clock.now().getTime() - ALIVE_MS);

  const settled = async () => {
    await Promise.all(running);
  };
  return {
    settled,
    async start(request) {
      const people = await event.people(request.session._id);
      const check = newCheck(request, people.length, time);
      if (!(await store.begin(check, aliveSince()))) return false;
      await tellAudit(deps.audit, request);
      const work = run(deps, request, { check, people, stopping })
        .catch((error) => logger.warn({ error: String(error) }, 'A trial run of names broke off'))
        .finally(() => running.delete(work));
      running.add(work);
      return true;
    },
    async find(session, kind) {
      const check = await store.find(session, kind);
      const isLost = check?.state === 'running' && check.touchedAt < aliveSince();
      return check && isLost ? { ...check, state: 'stopped' } : check;
    },
    async stop() {
      stopping.now = true;
      await settled();
    },
  };
}

const tellAudit = async (
  audit: NameCheckDependencies['audit'],
  { session, kind, by }: NameCheckRequest,
): Promise<void> => {
  if (!by) return;
  const act = { event: 'template.names-tried', data: { kind } } as const;
  await audit.write({ ...act, session: session._id, ...by });
};

const newCheck = (
  { session, kind, wording, name }: NameCheckRequest,
  total: number,
  { clock, random }: NameCheckDependencies['time'],
): NameCheck => ({
  _id: `${session._id}/${kind}`,
  session: session._id,
  kind,
  run: newId(random),
  wording: { version: wording.version, name },
  state: 'running',
  total,
  done: 0,
  problems: [],
  problemCount: 0,
  startedAt: clock.now(),
  touchedAt: clock.now(),
});

interface Run {
  check: NameCheck;
  people: Awaited<ReturnType<TemplateEvent['people']>>;
  stopping: { now: boolean };
}

async function run(
  deps: NameCheckDependencies,
  request: NameCheckRequest,
  { check, people, stopping }: Run,
): Promise<void> {
  const { store, event, setup, time } = deps;
  const { session, wording } = request;
  const campaign = await event.campaignOf(session);
  const place = { campaign, session, setup, now: time.clock.now() };
  const needed = requiredFields(wording.source);
  const read = await factsOfSession(event, session);
  const problems: NameProblem[] = [];
  const keep = (state: NameCheck['state'], done: number) =>
    store.keep(check._id, check.run, {
      state,
      done,
      problems: problems.slice(0, PROBLEMS_MAX),
      problemCount: problems.length,
      touchedAt: time.clock.now(),
    });
  try {
    for (let at = 0; at < people.length; at += GROUP) {
      if (stopping.now || !(await keep('running', at))) break;
      const group = await readGroup(read, request.kind, place, people.slice(at, at + GROUP));
      problems.push(...(await tryGroup(deps.previews, wording, needed, group)));
    }
    await keep(stopping.now ? 'stopped' : 'done', stopping.now ? 0 : people.length);
  } catch (error) {
    await keep('stopped', 0);
    throw error;
  }
}

interface Tried {
  registration: string;
  seat: string;
  data: PersonalData;
}

/** The data of some people; who left the session meanwhile is left out. */
async function readGroup(
  read: Awaited<ReturnType<typeof factsOfSession>>,
  kind: PersonalKind,
  place: PreviewPlace,
  people: Run['people'],
): Promise<Tried[]> {
  const known = await read(people.map(({ _id }) => _id));
  return people.flatMap(({ _id, seat }) => {
    const facts = known.get(_id);
    if (!facts) return [];
    return [{ registration: _id, seat, data: previewData(kind, place, previewHolderOf(facts)) }];
  });
}

async function tryGroup(
  previews: NameCheckDependencies['previews'],
  wording: WordingSource,
  needed: ReadonlySet<string>,
  group: Tried[],
): Promise<NameProblem[]> {
  const drawn = await previews.tryAll(
    group.map(({ data }) => data),
    wording,
  );
  return group.flatMap(({ registration, seat, data }, i) => {
    const problem = drawn[i] ?? emptyField(data, needed);
    return problem ? [{ registration, seat, ...problem }] : [];
  });
}

/** The first field that the wording prints though it is empty. */
function emptyField(
  data: PersonalData,
  needed: ReadonlySet<string>,
): Pick<NameProblem, 'reason' | 'detail'> | undefined {
  const empty = Object.entries(wordingFields(data)).find(
    ([name, value]) => value === '' && needed.has(name),
  );
  return empty && { reason: 'EMPTY_FIELD', detail: empty[0] };
}
