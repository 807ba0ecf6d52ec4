// The rules of a session as a form: what counts as attended, how long signing is open, who gets a
// certificate. Parts that can't be changed any more are not taken from it.

import type { AttendanceRule } from '../protocol/attendance.ts';
import { attendanceRuleSchema } from '../protocol/attendance-rule.ts';
import { type CertificateRule, certificateRuleSchema } from '../protocol/certificate-rule.ts';
import { type SigningRule, signingRuleSchema } from '../protocol/signing-rule.ts';
import type { PlanRules } from './plan-content.ts';
import type { PlanLocks } from './plan-locks.ts';

export interface RulesForm {
  /** `porsi` (percent of the window) or `menit`. */
  ukuran: string;
  porsi: string;
  menit: string;
  /** `mulai` (going live) or `jam`. */
  dari: string;
  dariJam: string;
  /** `selesai` (the end) or `jam`. */
  sampai: string;
  sampaiJam: string;
  /** Minutes after which somebody is late; empty: nobody is. */
  terlambat: string;
  terlambatDihitung: string;
  /** Minutes that signing is open; empty: until it is closed by hand. */
  jendela: string;
  /** Minutes of late signing after the window; 0: none. */
  susulan: string;
  partisipasi: string;
}
export type RulesField = keyof RulesForm;
/** Why a field is wrong: a key below `session-office.rules.problems`. */
export type RulesProblem =
  | 'percent'
  | 'minutes'
  | 'time'
  | 'order'
  | 'late'
  | 'window'
  | 'lateWindow'
  | 'choice';

const FIELDS = [
  'ukuran',
  'porsi',
  'menit',
  'dari',
  'dariJam',
  'sampai',
  'sampaiJam',
  'terlambat',
  'terlambatDihitung',
  'jendela',
  'susulan',
  'partisipasi',
] as const satisfies readonly RulesField[];

/** The form as it shows stored rules. */
export const formOfRules = ({
  attendanceRule: rule,
  signingRule,
  certificateRule,
}: PlanRules): RulesForm => ({
  ukuran: rule.share === null ? 'menit' : 'porsi',
  porsi: String(Math.round((rule.share ?? 0.5) * 1000) / 10),
  menit: String(rule.minutes ?? 45),
  dari: rule.from === 'live' ? 'mulai' : 'jam',
  dariJam: rule.from === 'live' ? '' : rule.from,
  sampai: rule.until === 'end' ? 'selesai' : 'jam',
  sampaiJam: rule.until === 'end' ? '' : rule.until,
  terlambat: rule.lateAfterMinutes === null ? '' : String(rule.lateAfterMinutes),
  terlambatDihitung: rule.lateCounts ? 'ya' : 'tidak',
  jendela: signingRule.minutes === null ? '' : String(signingRule.minutes),
  susulan: String(signingRule.lateMinutes),
  partisipasi: certificateRule.participation,
});

/** What was sent; what a locked field does not send stays as it is stored. */
export const readRulesForm = (
  fields: Readonly<Record<string, string>>,
  stored: RulesForm,
): RulesForm => ({
  ...stored,
  ...Object.fromEntries(
    FIELDS.map((name) => [name, (fields[name] ?? stored[name]).trim().slice(0, 40)]),
  ),
});

const number = (text: string): number =>
  /^\d{1,5}(?:[.,]\d)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;

const attendanceOf = (form: RulesForm): AttendanceRule => ({
  share: form.ukuran === 'porsi' ? number(form.porsi) / 100 : null,
  minutes: form.ukuran === 'menit' ? number(form.menit) : null,
  from: form.dari === 'jam' ? form.dariJam.slice(0, 5) : 'live',
  until: form.sampai === 'jam' ? form.sampaiJam.slice(0, 5) : 'end',
  lateAfterMinutes: form.terlambat === '' ? null : number(form.terlambat),
  lateCounts: form.terlambatDihitung !== 'tidak',
});

const signingOf = (form: RulesForm): SigningRule => ({
  minutes: form.jendela === '' ? null : number(form.jendela),
  lateMinutes: form.susulan === '' ? 0 : number(form.susulan),
});

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

function attendanceProblem(form: RulesForm): [RulesField, RulesProblem] | undefined {
  const rule = attendanceOf(form);
  if (form.ukuran === 'porsi' && !(rule.share && rule.share > 0 && rule.share <= 1))
    return ['porsi', 'percent'];
  if (form.ukuran === 'menit' && !(Number.isInteger(rule.minutes) && (rule.minutes ?? 0) > 0))
    return ['menit', 'minutes'];
  if (rule.from !== 'live' && !CLOCK.test(rule.from)) return ['dariJam', 'time'];
  if (rule.until !== 'end' && !CLOCK.test(rule.until)) return ['sampaiJam', 'time'];
  if (
    rule.lateAfterMinutes !== null &&
    !(Number.isInteger(rule.lateAfterMinutes) && rule.lateAfterMinutes <= 600)
  ) {
    return ['terlambat', 'late'];
  }
  return attendanceRuleSchema.safeParse(rule).success ? undefined : ['sampaiJam', 'order'];
}

function signingProblem(form: RulesForm): [RulesField, RulesProblem] | undefined {
  const parsed = signingRuleSchema.safeParse(signingOf(form));
  if (parsed.success) return undefined;
  const isWindow = parsed.error.issues.some(({ path }) => path[0] === 'minutes');
  return isWindow ? ['jendela', 'window'] : ['susulan', 'lateWindow'];
}

export type RulesResult =
  | { rules: PlanRules; problems?: never }
  | { rules?: never; problems: Map<RulesField, RulesProblem> };

/** The rules of a form, or what is wrong with it by field. */
export function rulesOf(form: RulesForm): RulesResult {
  const certificate = certificateRuleSchema.safeParse({ participation: form.partisipasi });
  const problems = [
    attendanceProblem(form),
    signingProblem(form),
    certificate.success ? undefined : (['partisipasi', 'choice'] as const),
  ].flatMap((one) => (one ? [one] : []));
  if (problems.length > 0 || !certificate.success) return { problems: new Map(problems) };
  const certificateRule: CertificateRule = certificate.data;
  return {
    rules: { attendanceRule: attendanceOf(form), signingRule: signingOf(form), certificateRule },
  };
}

/** True when a part changed that is locked. */
export const breaksLock = (before: PlanRules, after: PlanRules, locks: PlanLocks): boolean => {
  const differs = (a: object, b: object) => JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b));
  const told =
    differs(before.attendanceRule, after.attendanceRule) ||
    differs(before.certificateRule, after.certificateRule);
  return (
    (locks.attendance !== undefined && told) ||
    (locks.window !== undefined && before.signingRule.minutes !== after.signingRule.minutes) ||
    (locks.late !== undefined && before.signingRule.lateMinutes !== after.signingRule.lateMinutes)
  );
};

const sorted = (of: object): [string, unknown][] =>
  Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
