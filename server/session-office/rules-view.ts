// The rules of a session as its page shows them: the form, and beside it what each rule means for an
// official, in words.

import { clockOf, minutesOf } from '../protocol/agenda-times.ts';
import { neededMinutes } from '../protocol/attendance.ts';
import { PARTICIPATION_RULES } from '../protocol/certificate-rule.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Say } from './office-services.ts';
import { contentOf, type PlanRules, planVersionOf } from './plan-content.ts';
import { planLocks } from './plan-locks.ts';
import { formOfRules, type RulesField, type RulesForm, type RulesProblem } from './rules-form.ts';

export interface RulesState {
  base: number;
  form: RulesForm;
  problems?: Map<RulesField, RulesProblem> | undefined;
  /** Who changed the rules meanwhile, and when (ISO). */
  changes?: { by: string; at: string }[] | undefined;
}

const dotted = (time: string): string => time.replace(':', '.');

/** Minutes of the window as planned. */
const plannedWindow = ({ attendanceRule: rule }: PlanRules, session: SessionDocument): number => {
  const from = rule.from === 'live' ? session.startsAt : rule.from;
  const until = rule.until === 'end' ? session.endsAt : rule.until;
  return Math.max(0, minutesOf(until) - minutesOf(from));
};

/** What the rules mean for an official: one sentence for each. */
export function ruleSentences(session: SessionDocument, rules: PlanRules, say: Say) {
  const { attendanceRule: rule, signingRule, certificateRule } = rules;
  const window = plannedWindow(rules, session);
  const parameters = {
    needed: neededMinutes(rule, window),
    percent: Math.round((rule.share ?? 0) * 1000) / 10,
    window,
    from: rule.from === 'live' ? say('rules.means.start') : `${dotted(rule.from)} WIB`,
    until: rule.until === 'end' ? say('rules.means.end') : `${dotted(rule.until)} WIB`,
  };
  const starts = rule.from === 'live' ? session.startsAt : rule.from;
  const lateAt = clockOf(minutesOf(starts) + (rule.lateAfterMinutes ?? 0));
  const lateKey = rule.lateCounts ? 'noted' : 'barred';
  const { minutes, lateMinutes } = signingRule;
  return {
    attendance: say(`rules.means.${rule.share === null ? 'minutes' : 'share'}`, parameters),
    late:
      rule.lateAfterMinutes === null
        ? say('rules.means.neverLate')
        : say(`rules.means.late.${lateKey}`, {
            minutes: rule.lateAfterMinutes,
            time: `${dotted(lateAt)} WIB`,
          }),
    signing: session.declaration
      ? say(`rules.means.window.${minutes === null ? 'open' : 'limited'}`, {
          minutes: minutes ?? 0,
        })
      : say('rules.means.nothingToSign'),
    lateSigning: session.declaration
      ? say(`rules.means.lateSigning.${lateMinutes === 0 ? 'none' : 'some'}`, {
          length: lengthText(lateMinutes, say),
        })
      : '',
    certificate: say(`rules.means.certificate.${certificateRule.participation}`),
    declaration: session.declaration ? say('rules.means.declaration') : '',
  };
}

/** "90 menit", "2 jam", "3 hari". */
const lengthText = (minutes: number, say: Say): string => {
  if (minutes > 0 && minutes % 1440 === 0)
    return say('rules.means.days', { count: minutes / 1440 });
  if (minutes > 0 && minutes % 60 === 0) return say('rules.means.hours', { count: minutes / 60 });
  return say('rules.means.minutesLong', { count: minutes });
};

/** The rules' part of templates/pages/session-plan.hbs. */
export function rulesView(session: SessionDocument, state: RulesState | undefined, say: Say) {
  const { rules } = contentOf(session);
  const form = state?.form ?? formOfRules(rules);
  const stored = formOfRules(rules);
  const locks = planLocks(session);
  const problems = Object.fromEntries(
    [...(state?.problems ?? [])].map(([field, key]) => [field, say(`rules.problems.${key}`)]),
  );
  return {
    base: state?.base ?? planVersionOf(session),
    form,
    isShare: form.ukuran === 'porsi',
    fromClock: form.dari === 'jam',
    untilClock: form.sampai === 'jam',
    lateCounts: form.terlambatDihitung !== 'tidak',
    problems,
    hasProblems: Object.keys(problems).length > 0,
    changes: state?.changes,
    /** What is kept now, where somebody typed something else over a newer state. */
    storedTexts: state?.changes ? differing(form, stored, say) : [],
    means: ruleSentences(session, rules, say),
    locks: {
      attendance: locks.attendance !== undefined,
      window: locks.window !== undefined,
      late: locks.late !== undefined,
      all: locks.agenda !== undefined,
      some: Boolean(locks.attendance ?? locks.window ?? locks.late),
    },
    participation: PARTICIPATION_RULES.map((value) => ({
      value,
      label: say(`rules.participation.${value}`),
      isChosen: value === form.partisipasi,
    })),
  };
}

const differing = (form: RulesForm, stored: RulesForm, say: Say) =>
  (Object.keys(form) as RulesField[]).flatMap((field) =>
    form[field] === stored[field]
      ? []
      : [
          {
            label: say(`rules.fields.${field}`),
            stored: stored[field] || '–',
            mine: form[field] || '–',
          },
        ],
  );
