// The sentences of a reminder, in Indonesian: a letter and a mail say the same.
import { eventWords } from '../delivery/index.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { LateWindow } from './reminder-rules.ts';
import type { ReminderSources } from './reminder-services.ts';

export type Say = (key: string, parameters?: Record<string, string | number>) => string;

/** Texts below `reminder`. */
export const reminderSay =
  ({ delivery }: Pick<ReminderSources, 'delivery'>): Say =>
  (key, parameters) =>
    delivery.catalogue.text('id', `reminder.${key}`, parameters);

/** "7 Oktober 2020, 12.00 WIB". */
const momentText = (moment: string): string => `${formatDate(moment, 'id')}, ${formatTime(moment)}`;

/** The session and its host as reminders name them. */
export const wordsOf = async ({ delivery }: ReminderSources, session: SessionDocument) =>
  eventWords(session, await delivery.campaignOf(session));

/** Whether one can still sign, and until when. */
export function windowSentence({ way, until }: LateWindow, say: Say): string {
  if (way === 'open' && until !== null) return say('window.until', { until: momentText(until) });
  return say(`window.${way}`);
}
