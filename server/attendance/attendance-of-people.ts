// From stored presence to each person's attendance, as of a moment.
import type { SessionDocument } from '../sessions/index.ts';
import { type Attendance, evaluateAttendance, type Interval } from './attendance-rules.ts';
import type { PresenceDocument } from './presence-model.ts';

/** The attendance of one person from their presence documents, until `now` or the end. */
export const evaluate = (
  documents: PresenceDocument[],
  session: SessionDocument,
  now: Date,
): Attendance =>
  evaluateAttendance(
    documents.map((one) => intervalOf(one, now.getTime())),
    windowOf(session, now.getTime()),
    session.attendanceRule,
  );

/** The same by registration, for everybody who has a document. */
export function evaluateAll(
  documents: PresenceDocument[],
  session: SessionDocument,
  now: Date,
): Map<string, Attendance> {
  const people = new Map<string, PresenceDocument[]>();
  for (const document of documents) {
    const own = people.get(document.registration) ?? [];
    own.push(document);
    people.set(document.registration, own);
  }
  return new Map([...people].map(([person, own]) => [person, evaluate(own, session, now)]));
}

const windowOf = ({ status }: SessionDocument, now: number): Interval => {
  const start = status.liveAt ? Date.parse(status.liveAt) : now;
  return { start, end: status.endedAt ? Date.parse(status.endedAt) : now };
};

/** An open interval lasts until now; an open plain one until its last refresh. */
const intervalOf = (document: PresenceDocument, now: number): Interval => ({
  start: document.startedAt.getTime(),
  end: document.endedAt?.getTime() ?? document.renewedAt?.getTime() ?? now,
});
