// Who gets which mail next: pure functions over seats, contacts and what was sent before.
import type { Mail, ReminderState } from './mail-model.ts';

/** At most so many reminders for one seat, and not sooner after the last than this. */
export const REMINDERS_MAX = 3;
export const REMINDER_PAUSE_MS = 12 * 3_600_000;

/** A seat or coordinator with an address, and how far they are. */
export interface Recipient {
  target: string;
  email: string;
  label: string;
  /** What is still open; null when nothing is. */
  open: ReminderState | null;
}
export interface Due extends Recipient {
  number: number;
}

type Sent = Pick<Mail, 'target' | 'kind' | 'number' | 'at' | 'state'>;

/** Where somebody stands on their way to the event. */
export function openStep(facts: {
  isOpened: boolean;
  isRegistered: boolean;
  isCheckedIn: boolean;
}): ReminderState | null {
  if (facts.isCheckedIn) return null;
  if (facts.isRegistered) return 'not-checked-in';
  return facts.isOpened ? 'not-filled' : 'not-opened';
}

/** Those who have had no mail of this kind. */
export function dueInvitations(
  recipients: Recipient[],
  mails: Sent[],
  kind: 'invitation' | 'coordinator',
): Due[] {
  const had = new Set(mails.filter((mail) => mail.kind === kind).map(({ target }) => target));
  return recipients.filter(({ target }) => !had.has(target)).map((one) => ({ ...one, number: 1 }));
}

/** Those who were invited, stand at `state`, and may be reminded once more now. */
export function dueReminders(
  recipients: Recipient[],
  mails: Sent[],
  { state, now }: { state: ReminderState; now: Date },
): Due[] {
  const invited = new Set(
    mails
      .filter((one) => one.kind === 'invitation' && one.state === 'sent')
      .map((one) => one.target),
  );
  const last = new Map<string, { number: number; at: Date }>();
  for (const { kind, target, number, at } of mails) {
    if (kind === 'reminder' && number > (last.get(target)?.number ?? 0)) {
      last.set(target, { number, at });
    }
  }
  return recipients.flatMap((one) => {
    const before = last.get(one.target);
    const isTooSoon = before && now.getTime() - before.at.getTime() < REMINDER_PAUSE_MS;
    const number = (before?.number ?? 0) + 1;
    const isDue = one.open === state && invited.has(one.target);
    return isDue && !isTooSoon && number <= REMINDERS_MAX ? [{ ...one, number }] : [];
  });
}
