// What is said of a session, sent: kept, or given back with what is wrong or was changed meanwhile.
import { AppError, isAppError } from '../core/app-error.ts';
import type { Reply } from '../http/reply.ts';
import {
  type DetailsField,
  type DetailsProblem,
  detailsOf,
  detailsProblems,
  fitsInDay,
  readDetailsForm,
} from './details-form.ts';
import type { OfficeServices } from './office-services.ts';
import { type PlanSection, planVersionOf } from './plan-content.ts';
import { type Posted, refusalOf } from './plan-routes.ts';

/** Who changed a section since `base`, as its form tells it. */
export async function changesSince(
  { plans }: Pick<OfficeServices, 'plans'>,
  id: string,
  base: number,
  section: PlanSection,
) {
  const current = await plans.get(id);
  const { changes } = await plans.history(current, base, section);
  const told = changes.map(({ by, at }) => ({ by: by?.label ?? '', at: at.toISOString() }));
  return { changes: told, version: planVersionOf(current) };
}

/** Answers the form. */
export async function postDetails(services: OfficeServices, posted: Posted): Promise<Reply> {
  const form = readDetailsForm(posted.fields);
  const base = Number(posted.fields.versi) || 0;
  const { _id: id } = posted.session;
  let problems: Map<DetailsField, DetailsProblem> | undefined;
  let isTooLong = false;
  try {
    await services.plans.change({
      ...{ session: id, section: 'details', base, by: posted.by },
      next({ agenda }) {
        problems = detailsProblems(form, { isNew: false, canPrint: services.canPrint });
        const length = agenda.reduce((sum, { minutes }) => sum + minutes, 0);
        isTooLong = problems.size === 0 && !fitsInDay(form.mulai, length);
        if (problems.size > 0 || isTooLong) throw new AppError('PLAN_INVALID');
        const { endsAt: _end, ...details } = detailsOf(form);
        return details;
      },
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'PLAN_CHANGED') {
      const { changes, version } = await changesSince(services, id, base, 'details');
      return posted.show({ details: { base: version, form, changes }, status: 409 });
    }
    const details = { base, form, problems, isTooLong };
    if (error.code === 'PLAN_INVALID') return posted.show({ details, status: 400 });
    return posted.show({ details, refused: refusalOf(services, error, posted) });
  }
  return posted.done('keterangan', 'keterangan');
}
