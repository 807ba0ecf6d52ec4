// What a note and an answer may be, and who may object when. Refusals are codes of the table.
import { AppError } from '../core/app-error.ts';
import type { ErrorCode } from '../protocol/error-codes.ts';
import { ANSWER_MAX, NOTE_MAX, OBJECTIONS_MAX } from '../protocol/limits.ts';
import type { SessionState } from '../protocol/session.ts';

/** Control, format, surrogate and unassigned characters, but for the end of a line. */
const CONTROL = /[^\P{C}\n]/u;

/** Line ends as one kind, tabs as spaces, no more than one empty line in a row. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const checkText = (tidied: string, length: number, max: number, empty: ErrorCode): string => {
  if (tidied === '') throw new AppError(empty);
  if (CONTROL.test(tidied)) throw new AppError('NOTE_CONTROL_CHARACTERS');
  if (length > max) throw new AppError('NOTE_TOO_LONG', { limit: max });
  return tidied;
};

/** A note of 1 to 1000 characters. Throws NOTE_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS. */
export function checkNote(text: string): string {
  const note = tidy(text);
  return checkText(note, [...note].length, NOTE_MAX, 'NOTE_EMPTY');
}

/**
 * An answer of 1 to 500 characters, counted as the audit counts a reason's. Throws ANSWER_EMPTY,
 * NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS.
 */
export function checkAnswer(text: string): string {
  const answer = tidy(text);
  return checkText(answer, answer.length, ANSWER_MAX, 'ANSWER_EMPTY');
}

/** Why somebody may not object now; undefined: they may. `before` are their earlier ones. */
export function objectionRefusal(
  checkedIn: boolean,
  session: SessionState,
  before: readonly { state: 'open' | 'answered' }[],
): ErrorCode | undefined {
  if (!checkedIn) return 'NOT_CHECKED_IN';
  if (session === 'archived') return 'SESSION_ARCHIVED';
  if (before.some(({ state }) => state === 'open')) return 'OBJECTION_OPEN';
  return before.length >= OBJECTIONS_MAX ? 'OBJECTION_TOO_MANY' : undefined;
}
