// What staff plan of a session, in the three sections in which they edit it.
import { isDeepStrictEqual } from 'node:util';
import { agendaTimes } from '../protocol/agenda-times.ts';
import { type CertificateRule, DEFAULT_CERTIFICATE_RULE } from '../protocol/certificate-rule.ts';
import type { SessionDocument, SessionPlan } from '../sessions/index.ts';

export const PLAN_SECTIONS = ['details', 'agenda', 'rules'] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];

export type PlanDetails = Pick<SessionDocument, 'title' | 'mode' | 'place' | 'date' | 'startsAt'>;
/** Items without their times: these follow from the start and the lengths. */
export type PlannedItem = Omit<SessionDocument['agenda'][number], 'time'>;
export interface PlanAgenda {
  items: PlannedItem[];
  /** True while the times are ours and not yet the host's. */
  timesArePlaceholders: boolean;
}
export type PlanRules = Pick<SessionDocument, 'attendanceRule' | 'signingRule'> & {
  certificateRule: CertificateRule;
};

/** One state of a session's plan. */
export interface PlanContent {
  details: PlanDetails;
  agenda: PlanAgenda;
  rules: PlanRules;
}

/** Counts from 1, which is the plan that nobody has changed. */
export const planVersionOf = ({ planVersion }: Pick<SessionDocument, 'planVersion'>): number =>
  planVersion ?? 1;

/** The plan as it is stored in the session. */
export function contentOf(session: SessionDocument): PlanContent {
  const { title, mode, place, date, startsAt, timesArePlaceholders } = session;
  const { attendanceRule, signingRule, certificateRule = DEFAULT_CERTIFICATE_RULE } = session;
  return {
    details: { title, mode, place, date, startsAt },
    agenda: { items: session.agenda.map(itemOf), timesArePlaceholders },
    rules: { attendanceRule, signingRule, certificateRule },
  };
}

const itemOf = ({ id, minutes, title, speakerOffice, kind }: PlannedItem): PlannedItem => ({
  ...{ id, minutes, title, speakerOffice, kind },
});

/** The session's fields of a plan; times and the end follow from the start and the lengths. */
export function fieldsOf({
  details,
  agenda,
  rules,
}: PlanContent): Omit<SessionPlan, 'isDefault' | 'speakers' | 'declaration' | 'consent'> {
  const times = agendaTimes(
    details.startsAt,
    agenda.items.map(({ minutes }) => minutes),
  );
  return {
    ...details,
    ...rules,
    timesArePlaceholders: agenda.timesArePlaceholders,
    endsAt: times.at(-1) ?? details.startsAt,
    agenda: agenda.items.map((item, index) => ({ ...item, time: times[index] ?? '' })),
  };
}

/** True when that section reads the same in both. */
export const isSameSection = (section: PlanSection, a: PlanContent, b: PlanContent): boolean =>
  isDeepStrictEqual(a[section], b[section]);
