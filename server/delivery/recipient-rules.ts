// Who gets which mail next: pure functions over seats, contacts and what was sent before.
import type { Mail, MailKind, ReminderState } from './mail-model.ts';

/** At most so many reminders for one person, and not sooner after the last than this. */
export const REMINDERS_MAX = 3;
export const REMINDER_PAUSE_MS = 12 * 3_600_000;

/** A seat or coordinator with an address, and how far they are. */
export interface Recipient {
  target: string;
  email: string;
  /** As the contact names them; may be empty. */
  name: string;
  label: string;
  /** What is still open; null when nothing is. */
  open: ReminderState | null;
}
export interface Due extends Recipient {
  number: number;
}

type Sent = Pick<Mail, 'target' | 'email' | 'kind' | 'number' | 'at' | 'state'>;

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
  kind: Exclude<MailKind, 'reminder'>,
): Due[] {
  const had = new Set(mails.filter((mail) => mail.kind === kind).map(({ target }) => target));
  return recipients.filter(({ target }) => !had.has(target)).map((one) => ({ ...one, number: 1 }));
}

/**
 * Who is meant: who holds two seats under one name and address is one person; an office's mailbox
 * for several names is several, and so is whoever comes after on a seat.
 */
const personOf = ({ target, email, name }: Recipient): string =>
  name.trim() === '' ? target : `${email} ${name.trim()}`.toLowerCase();

interface Reminded {
  count: number;
  /** Of the last one, in milliseconds. */
  at: number;
}

/** What each of them was sent at the address that they have now, whichever of their seats it was for. */
function remindersBefore(recipients: Recipient[], mails: Sent[]): Map<string, Reminded> {
  const byTarget = new Map(recipients.map((one) => [one.target, one]));
  const had = new Map<string, Reminded>();
  for (const { kind, target, email, at } of mails) {
    const recipient = kind === 'reminder' ? byTarget.get(target) : undefined;
    if (recipient?.email.toLowerCase() !== email.toLowerCase()) continue;
    const person = personOf(recipient);
    const { count, at: before } = had.get(person) ?? { count: 0, at: 0 };
    had.set(person, { count: count + 1, at: Math.max(before, at.getTime()) });
  }
  return had;
}

/** The highest number of a seat's reminders, whoever got them. */
function numbersBefore(mails: Sent[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { kind, target, number } of mails) {
    if (kind === 'reminder') numbers.set(target, Math.max(number, numbers.get(target) ?? 0));
  }
  return numbers;
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
  const numbers = numbersBefore(mails);
  const had = remindersBefore(recipients, mails);
  return recipients.flatMap((one) => {
    if (one.open !== state || !invited.has(one.target)) return [];
    const before = had.get(personOf(one)) ?? { count: 0, at: 0 };
    if (before.count >= REMINDERS_MAX || now.getTime() - before.at < REMINDER_PAUSE_MS) return [];
    // Another seat of theirs counts too.
    had.set(personOf(one), { ...before, count: before.count + 1 });
    return [{ ...one, number: (numbers.get(one.target) ?? 0) + 1 }];
  });
}
