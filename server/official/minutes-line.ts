// The line on the stage that says how many minutes there are and how many are asked for.
import type { Attendance } from '../protocol/attendance.ts';
import { neededOf } from '../protocol/attendance-words.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { figureFacts } from './agenda-view.ts';
import type { Say } from './official-services.ts';

/** The line's text, and what the page's script counts on from (see client/minutes/own-clock.ts). */
export function presentMinutesLine(
  session: SessionDocument,
  attendance: Attendance,
  now: Date,
  say: Say,
) {
  const { attendanceRule: rule, date } = session;
  const { minutes, correction, attended } = attendance;
  const facts = figureFacts(session, attendance);
  const needed = neededOf(facts);
  return {
    line: say('stage.client.minutes', { minutes, needed }),
    data: {
      now: now.getTime(),
      date,
      rule,
      planned: facts.planned,
      correction,
      stays: attended.map((piece) => ({ ...piece, endedBy: 'left' as const })),
    },
  };
}
