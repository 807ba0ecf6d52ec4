// From stored presence and corrections to each person's attendance, as of a moment.
import {
  type AppliedCorrection,
  type Attendance,
  attendanceWindow,
  evaluateAttendance,
  type Interval,
  type PresenceInterval,
} from '../protocol/attendance.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Correction } from './correction-model.ts';
import type { PresenceDocument } from './presence-model.ts';

type Measured = Pick<
  PresenceDocument,
  'registration' | 'startedAt' | 'endedAt' | 'renewedAt' | 'endedBy'
>;

/** What is stored about one person, or about everybody of a session. */
export interface AttendanceRecords {
  presence: Measured[];
  /** In their order: the last one of a person counts. */
  corrections: Correction[];
}

/** The attendance of one person, until `now` or the end. */
export const evaluate = (
  { presence, corrections }: AttendanceRecords,
  session: SessionDocument,
  now: Date,
): Attendance =>
  evaluateAttendance(
    presence.map((one) => intervalOf(one, now)),
    windowOf(session, now),
    session.attendanceRule,
    appliedOf(corrections.at(-1)),
  );

/** The same by registration, for everybody who has a document or a correction. */
export function evaluateAll(
  { presence, corrections }: AttendanceRecords,
  session: SessionDocument,
  now: Date,
): Map<string, Attendance> {
  const people = new Map<string, AttendanceRecords>();
  const recordsOf = (registration: string): AttendanceRecords => {
    const known = people.get(registration) ?? { presence: [], corrections: [] };
    people.set(registration, known);
    return known;
  };
  for (const one of presence) recordsOf(one.registration).presence.push(one);
  for (const one of corrections) recordsOf(one.registration).corrections.push(one);
  return new Map([...people].map(([person, own]) => [person, evaluate(own, session, now)]));
}

/** The stretch that the session's rule looks at, as of `now`. */
export const windowOf = (
  { attendanceRule, date, status }: SessionDocument,
  now: Date,
): Interval => {
  const at = (moment: string | null) => (moment === null ? null : Date.parse(moment));
  const times = { date, liveAt: at(status.liveAt), endedAt: at(status.endedAt) };
  return attendanceWindow(attendanceRule, times, now.getTime());
};

/** An open interval lasts until now; an open plain one until its last refresh. */
const intervalOf = (document: Measured, now: Date): PresenceInterval => ({
  start: document.startedAt.getTime(),
  end: (document.endedAt ?? document.renewedAt ?? now).getTime(),
  endedBy: document.endedBy,
});

const appliedOf = (correction: Correction | undefined): AppliedCorrection | null =>
  correction
    ? {
        minutes: correction.minutes,
        reason: correction.reason,
        at: correction.at.getTime(),
        by: correction.by.label,
      }
    : null;
