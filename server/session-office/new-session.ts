// A new session from the few things that staff say of it: the rest is a usual agenda and usual rules.
import type { Campaign } from '../campaigns/index.ts';
import { clockOf, minutesOf } from '../protocol/agenda-times.ts';
import type { AttendanceRule } from '../protocol/attendance.ts';
import { DEFAULT_CERTIFICATE_RULE } from '../protocol/certificate-rule.ts';
import { DEFAULT_SIGNING_RULE } from '../protocol/signing-rule.ts';
import { initialStatus, type SessionDocument } from '../sessions/index.ts';
import { slugOf } from './agenda-rules.ts';
import { fieldsOf, type PlanDetails, type PlannedItem } from './plan-content.ts';

/** Shortest session, in minutes: there must be room for the ceremony. */
export const SESSION_MIN = 60;
const USUAL_ATTENDANCE: AttendanceRule = {
  share: 0.5,
  minutes: null,
  from: 'live',
  until: 'end',
  lateAfterMinutes: 15,
  lateCounts: true,
};
const OPENING = 10;
const READING = 15;
const SIGNING = 20;

/** What staff say of it; `endsAt` HH:MM is later on the same day. */
export type NewSession = PlanDetails & { endsAt: string };

/** Titles of the usual items, in the campaign's language. */
export interface UsualTitles {
  opening: string;
  declaration: string;
  signing: string;
  closing: string;
}

/** Fills the time from start to end; what is signed is read first. */
export function usualAgenda(length: number, signs: boolean, titles: UsualTitles): PlannedItem[] {
  const item = (id: string, minutes: number, title: string, kind: string): PlannedItem => ({
    ...{ id, minutes, title, speakerOffice: null, kind },
  });
  const ceremony = signs
    ? [
        item('ikrar', READING, titles.declaration, 'declaration'),
        item('tanda-tangan', SIGNING, titles.signing, 'signing'),
      ]
    : [];
  const used = OPENING + ceremony.reduce((sum, { minutes }) => sum + minutes, 0);
  return [
    item('pembukaan', OPENING, titles.opening, 'opening'),
    ...ceremony,
    item('penutup', length - used, titles.closing, 'closing'),
  ];
}

/** A session's address from its day: "7-oktober-2020"; `taken` ones get a number. */
export const sessionSlug = (date: string, taken: ReadonlySet<string>): string => {
  const day = new Intl.DateTimeFormat('id-ID', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
  return slugOf(day, taken, 'acara');
};

/** Length in minutes from start to end; negative when it ends before it begins. */
export const lengthOfSession = ({ startsAt, endsAt }: Pick<NewSession, 'startsAt' | 'endsAt'>) =>
  minutesOf(endsAt) - minutesOf(startsAt);

/** The document; its rules are those of the campaign's last session, or usual ones. */
export function newSession(
  names: { _id: string; slug: string },
  campaign: Campaign,
  { endsAt, ...details }: NewSession,
  { model, titles }: { model: SessionDocument | undefined; titles: UsualTitles },
): SessionDocument {
  const length = lengthOfSession({ ...details, endsAt });
  const items = usualAgenda(length, campaign.declaration !== null, titles);
  const rules = {
    attendanceRule: USUAL_ATTENDANCE,
    signingRule: model?.signingRule ?? DEFAULT_SIGNING_RULE,
    certificateRule: model?.certificateRule ?? DEFAULT_CERTIFICATE_RULE,
  };
  return {
    ...names,
    ...fieldsOf({ details, agenda: { items, timesArePlaceholders: true }, rules }),
    endsAt: clockOf(minutesOf(endsAt)),
    schemaVersion: 1,
    campaign: campaign._id,
    kind: 'official',
    isDefault: false,
    speakers: [],
    declaration: null,
    consent: null,
    status: initialStatus(),
  };
}
