// The rules of a session, sent: kept, or given back with what is wrong or was changed meanwhile.
import { AppError, isAppError } from '../core/app-error.ts';
import type { Reply } from '../http/reply.ts';
import { changesSince } from './details-post.ts';
import type { OfficeServices } from './office-services.ts';
import { contentOf } from './plan-content.ts';
import { planLocks } from './plan-locks.ts';
import { type Posted, refusalOf } from './plan-routes.ts';
import {
  breaksLock,
  formOfRules,
  type RulesField,
  type RulesProblem,
  readRulesForm,
  rulesOf,
} from './rules-form.ts';

/** Answers the form. */
export async function postRules(services: OfficeServices, posted: Posted): Promise<Reply> {
  const base = Number(posted.fields.versi) || 0;
  const { session } = posted;
  const form = readRulesForm(posted.fields, formOfRules(contentOf(session).rules));
  let problems: Map<RulesField, RulesProblem> | undefined;
  try {
    await services.plans.change({
      ...{ session: session._id, section: 'rules', base, by: posted.by },
      next(current) {
        const result = rulesOf(form);
        problems = result.problems;
        if (!result.rules) throw new AppError('PLAN_INVALID');
        if (breaksLock(contentOf(current).rules, result.rules, planLocks(current))) {
          throw new AppError('RULE_FIXED');
        }
        return result.rules;
      },
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'PLAN_CHANGED') {
      const { changes, version } = await changesSince(services, session._id, base, 'rules');
      return posted.show({ rules: { base: version, form, changes }, status: 409 });
    }
    const rules = { base, form, problems };
    if (error.code === 'PLAN_INVALID') return posted.show({ rules, status: 400 });
    return posted.show({ rules, refused: refusalOf(services, error, posted) });
  }
  return posted.done('aturan', 'aturan');
}
