// Changes what is planned of a session: one conditional write, the plan before and after it kept,
// and the audit event, in one transaction. Whoever edited an older version is told.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Actor } from '../invitations/index.ts';
import type { LiveSessions, SessionDocument, SessionStore } from '../sessions/index.ts';
import { speakersOf } from './agenda-rules.ts';
import {
  contentOf,
  fieldsOf,
  isSameSection,
  type PlanContent,
  type PlanSection,
  planVersionOf,
} from './plan-content.ts';
import { planLocks } from './plan-locks.ts';
import type { KeptPlan } from './plan-model.ts';
import type { PlanStore } from './plan-store.ts';
import type { SessionTexts } from './text-service.ts';

export interface PlanRequest<S extends PlanSection = PlanSection> {
  session: string;
  section: S;
  /** The version of the plan that was edited. */
  base: number;
  /** The section as it shall be; throws what speaks against it. */
  next(session: SessionDocument): PlanContent[S];
  by: Actor;
}

/** What happened to a section since a version, and what it was then. */
export interface PlanHistory {
  /** undefined: no plan was kept under that version. */
  base: PlanContent | undefined;
  /** Its later changes, oldest first. */
  changes: Pick<KeptPlan, 'version' | 'section' | 'by' | 'at'>[];
}

export interface PlanService {
  /**
   * Changes one section. Throws NOT_FOUND, PLAN_CHANGED when that section is no longer what was
   * edited, what the plan's locks say (SESSION_OVER_FIXED, SESSION_RUNNING_FIXED), and what `next`
   * throws.
   */
  change<S extends PlanSection>(request: PlanRequest<S>): Promise<SessionDocument>;
  /** The session as the database has it now. Throws NOT_FOUND. */
  get(session: string): Promise<SessionDocument>;
  history(session: SessionDocument, base: number, section: PlanSection): Promise<PlanHistory>;
}

export interface PlanDependencies {
  database: Database;
  store: SessionStore;
  plans: PlanStore;
  live: Pick<LiveSessions, 'put'>;
  audit: Audit;
  clock: Clock;
  texts: SessionTexts;
}

const MAX_RACES = 5;

/** The service on its stores; a plan it wrote is live in this process before the stream says so. */
export function createPlanService(deps: PlanDependencies): PlanService {
  const get = async (id: string) => {
    const session = await deps.store.find(id);
    if (!session) throw new AppError('NOT_FOUND');
    return session;
  };
  return {
    get,
    async change(request) {
      for (let race = 0; race < MAX_RACES; race++) {
        const changed = await attempt(await get(request.session), request, deps);
        if (changed) return changed;
      }
      throw new AppError('STATE_CHANGED');
    },
    async history(session, base, section) {
      const now = planVersionOf(session);
      const kept = await deps.plans.find(session._id, base);
      const all = await deps.plans.since(session._id, base);
      return {
        base: kept?.content ?? (base === now ? contentOf(session) : undefined),
        changes: all.filter((one) => one.section === section),
      };
    },
  };
}

/** The session with its new plan; undefined when somebody was faster. */
async function attempt<S extends PlanSection>(
  session: SessionDocument,
  request: PlanRequest<S>,
  deps: PlanDependencies,
): Promise<SessionDocument | undefined> {
  const before = contentOf(session);
  requireOpen(session, request.section);
  await requireUnchanged(session, before, request, deps.plans);
  const content = { ...before, [request.section]: request.next(session) };
  if (isSameSection(request.section, before, content)) return session;
  const version = planVersionOf(session) + 1;
  const plan = {
    ...fieldsOf(content),
    speakers: speakersOf(content.agenda.items, session.speakers),
    ...(await deps.texts.textsFor({ ...session, agenda: fieldsOf(content).agenda })),
    planVersion: version,
  };
  const won = await write(session, { plan, before, content }, request, deps);
  if (!won) return undefined;
  const status = { ...session.status, version: session.status.version + 1 };
  const changed = { ...session, ...plan, status };
  deps.live.put(changed);
  return changed;
}

const write = (
  session: SessionDocument,
  {
    plan,
    before,
    content,
  }: {
    plan: Parameters<SessionStore['replacePlan']>[2] & { planVersion: number };
    before: PlanContent;
    content: PlanContent;
  },
  { section, by }: Pick<PlanRequest, 'section' | 'by'>,
  { database, store, plans, audit, clock }: PlanDependencies,
): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const { _id: id, status } = session;
    if (!(await store.replacePlan(id, status.version, plan, transaction))) return false;
    const [kept, at] = [{ session: id }, clock.now()];
    const first = { ...kept, version: plan.planVersion - 1, section: null, by: null, at };
    await plans.keep({ ...first, content: before }, transaction);
    const next = { ...kept, version: plan.planVersion, section, by: by.actor, at };
    await plans.keep({ ...next, content }, transaction);
    const data = { section, version: plan.planVersion };
    await audit.write({ event: 'session.planned', data, session: id, ...by }, transaction);
    return true;
  });

/** Throws the section's lock; a single rule's lock is for its form to look at. */
const requireOpen = (session: SessionDocument, section: PlanSection): void => {
  const locks = planLocks(session);
  const lock = section === 'rules' ? locks.agenda : locks[section];
  if (lock) throw new AppError(lock);
};

/** Throws PLAN_CHANGED when the section is not what the editor began from. */
async function requireUnchanged(
  session: SessionDocument,
  now: PlanContent,
  { base, section }: Pick<PlanRequest, 'base' | 'section'>,
  plans: PlanStore,
): Promise<void> {
  if (base === planVersionOf(session)) return;
  const kept = await plans.find(session._id, base);
  if (!kept || !isSameSection(section, kept.content, now)) throw new AppError('PLAN_CHANGED');
}
