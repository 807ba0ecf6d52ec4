// The agenda's form, sent: a button that only moves rows gives the form back; saving keeps it, or
// shows what is wrong; who comes second sees both and decides row by row.
import { AppError, isAppError } from '../core/app-error.ts';
import type { Reply } from '../http/reply.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type AgendaForm, afterPress, readAgendaForm } from './agenda-form.ts';
import { merge, undecided } from './agenda-merge.ts';
import { type AgendaProblems, itemsOf, problemsOf } from './agenda-rules.ts';
import { type AgendaState, differencesOf, storedRows } from './agenda-view.ts';
import type { OfficeServices } from './office-services.ts';
import { contentOf, type PlanAgenda, planVersionOf } from './plan-content.ts';
import { begunItems, planLocks } from './plan-locks.ts';
import { type Posted, refusalOf } from './plan-routes.ts';

const CONFLICT = 409;
const INVALID = 400;

const hasProblems = ({ rows, whole }: AgendaProblems): boolean => rows.size + whole.length > 0;

const check = (
  { canPrint }: Pick<OfficeServices, 'canPrint'>,
  session: SessionDocument,
  { rows }: Pick<AgendaForm, 'rows'>,
): AgendaProblems =>
  problemsOf(rows, {
    canPrint,
    startsAt: session.startsAt,
    signs: session.declaration !== null,
    fixed: contentOf(session).agenda.items.slice(0, begunItems(session)),
  });

/** Ids that something of the session goes by, now or earlier. */
const usedIds = ({ agenda, itemMoments = [] }: SessionDocument): Set<string> =>
  new Set([...agenda.map(({ id }) => id), ...itemMoments.map(({ item }) => item)]);

const agendaOf = (session: SessionDocument, form: AgendaForm): PlanAgenda => ({
  items: itemsOf(form.rows, usedIds(session)),
  timesArePlaceholders: form.timesArePlaceholders,
});

const stateOf = ({ base, rows, timesArePlaceholders }: AgendaForm): AgendaState => ({
  ...{ base, rows, timesArePlaceholders },
});

/** Answers the form. */
export async function postAgenda(services: OfficeServices, posted: Posted): Promise<Reply> {
  const form = readAgendaForm(posted.fields);
  const { session, by } = posted;
  const lock = planLocks(session).agenda;
  if (lock) throw new AppError(lock);
  if (form.pressed.act === 'merge') return takeOver(services, posted, form);
  if (form.pressed.act !== 'save') {
    const rows = afterPress(form.rows, form.pressed, begunItems(session));
    return posted.show({ agenda: { ...stateOf(form), rows } });
  }
  let problems: AgendaProblems | undefined;
  try {
    await services.plans.change({
      ...{ session: session._id, section: 'agenda', base: form.base, by },
      next(current) {
        problems = check(services, current, form);
        if (hasProblems(problems)) throw new AppError('PLAN_INVALID');
        return agendaOf(current, form);
      },
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'PLAN_CHANGED') return showBoth(services, posted, form);
    if (error.code !== 'PLAN_INVALID') {
      return posted.show({ agenda: stateOf(form), refused: refusalOf(services, error, posted) });
    }
    return posted.show({ agenda: { ...stateOf(form), problems }, status: INVALID });
  }
  return posted.done('susunan', 'susunan');
}

/** Both agendas, what was typed in the form, and a choice for each row in which they differ. */
async function showBoth(
  { plans }: OfficeServices,
  posted: Posted,
  form: AgendaForm,
  isUndecided = false,
): Promise<Reply> {
  const current = await plans.get(posted.session._id);
  const history = await plans.history(current, form.base, 'agenda');
  return posted.show({ agenda: { ...stateOf(form), history, isUndecided }, status: CONFLICT });
}

/** The chosen rows come into the form; they are kept when it is saved. */
async function takeOver(
  services: OfficeServices,
  posted: Posted,
  form: AgendaForm,
): Promise<Reply> {
  const current = await services.plans.get(posted.session._id);
  // What was compared is what is merged: a change since then is shown first.
  if (posted.fields.terhadap !== String(planVersionOf(current))) {
    return showBoth(services, posted, form);
  }
  const history = await services.plans.history(current, form.base, 'agenda');
  const all = differencesOf(current, form.rows, history);
  if (undecided(all, form.choices).length > 0) return showBoth(services, posted, form, true);
  const rows = merge(storedRows(current), form.rows, all, form.choices);
  const base = planVersionOf(current);
  return posted.show({ agenda: { ...stateOf(form), rows, base, isMerged: true } });
}
