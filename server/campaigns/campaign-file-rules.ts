// What must hold inside a campaign's data file, beyond the type of each field.

import type { RegionRules } from './region-rules.ts';

interface SessionTimes {
  startsAt: string;
  endsAt: string;
  agenda: { id: string; time: string; minutes: number; speakerOffice: string | null }[];
  speakers: { code: string; office: string }[];
}

/** Minutes since midnight of a clock time `HH:MM`. */
export function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** True when no value comes twice. */
export const hasUniqueValues = (values: readonly string[]): boolean =>
  new Set(values).size === values.length;

/** True when the items fill the time from start to end, one after the other, ids unique. */
export function agendaFollows(session: SessionTimes): boolean {
  let at = toMinutes(session.startsAt);
  for (const item of session.agenda) {
    if (toMinutes(item.time) !== at) return false;
    at += item.minutes;
  }
  return at === toMinutes(session.endsAt) && hasUniqueValues(session.agenda.map(({ id }) => id));
}

/** True when everybody the agenda names has an entry (and so a link) of their own. */
export function speakersAreListed(session: SessionTimes): boolean {
  const offices = new Set(session.speakers.map(({ office }) => office));
  const isListed = session.agenda.every(
    ({ speakerOffice }) => speakerOffice === null || offices.has(speakerOffice),
  );
  return isListed && hasUniqueValues(session.speakers.map(({ code }) => code));
}

/** True when no rule of the regions asks for more seats than the `seats` that a region has. */
export const asksForSeatsThere = ({ complete, signed }: RegionRules, seats: number): boolean =>
  [complete, signed].every((rule) => typeof rule !== 'object' || rule.atLeast <= seats);
