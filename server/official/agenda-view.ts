// The agenda as the official's pages show it: dotted WIB times, now and next, planned lengths.
import { type Attendance, neededMinutes } from '../protocol/attendance.ts';
import { type FigureFacts, neededOf } from '../protocol/attendance-words.ts';
import { type AgendaEntry, agendaAt } from '../protocol/official-screen.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Say } from './official-services.ts';

export interface NowNext {
  now: { time: string; title: string; office: string };
  next: AgendaEntry | undefined;
}

const toMinutes = (time: string): number => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
};
const twoDigits = (value: number): string => String(value).padStart(2, '0');
/** "09:05" plus 20 minutes is "09.25 WIB". */
const wib = (time: string, plus = 0): string => {
  const minutes = toMinutes(time) + plus;
  return `${twoDigits(Math.floor(minutes / 60) % 24)}.${twoDigits(minutes % 60)} WIB`;
};

/** All items for pages and their scripts. */
export const agendaEntries = ({ agenda }: Pick<SessionDocument, 'agenda'>): AgendaEntry[] =>
  agenda.map(({ id, time, title, speakerOffice }) => ({
    id,
    time: wib(time),
    title,
    office: speakerOffice ?? '',
  }));

/** Now and next at this moment; before the first item now is the waiting room. */
export function presentNowNext(session: SessionDocument, time: string, say: Say): NowNext {
  const { now, next } = agendaAt(agendaEntries(session), session.status);
  const place = isOver(session.status.session) ? 'over' : 'room';
  return { now: now ?? { time, title: say(`stage.client.${place}`), office: '' }, next };
}

/** "09.00 WIB": when the session is planned to begin. */
export const plannedStart = (session: Pick<SessionDocument, 'startsAt'>): string =>
  wib(session.startsAt);

/** Minutes from the planned start to the planned end. */
export const plannedMinutes = ({
  startsAt,
  endsAt,
}: Pick<SessionDocument, 'startsAt' | 'endsAt'>): number =>
  Math.max(0, toMinutes(endsAt) - toMinutes(startsAt));

/** Minutes that the attendance rule asks for if the session runs as planned. */
export function plannedNeeded(
  session: Pick<SessionDocument, 'startsAt' | 'endsAt' | 'attendanceRule'>,
): number {
  const { attendanceRule: rule, startsAt, endsAt } = session;
  const from = rule.from === 'live' || rule.from < startsAt ? startsAt : rule.from;
  const until = rule.until === 'end' || rule.until > endsAt ? endsAt : rule.until;
  return neededMinutes(rule, plannedMinutes({ startsAt: from, endsAt: until }));
}

/** What the words about a person's attendance are made from. */
export const figureFacts = (
  session: Pick<SessionDocument, 'startsAt' | 'endsAt' | 'attendanceRule' | 'status'>,
  attendance: Attendance,
): FigureFacts => ({
  attendance,
  rule: session.attendanceRule,
  session: session.status.session,
  liveAt: session.status.liveAt,
  endedAt: session.status.endedAt,
  planned: plannedNeeded(session),
});

/** Minutes that the rule asks for: as planned until the end, then as it was. */
export const neededNow = (session: SessionDocument, attendance: Attendance): number =>
  neededOf(figureFacts(session, attendance));
