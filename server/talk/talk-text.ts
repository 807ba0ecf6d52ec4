// What people may write around the stage: one line of plain text, of a length that screens bear.
import { AppError } from '../core/app-error.ts';

/** Control, format, surrogate and unassigned characters. */
const CONTROL = /\p{C}/u;

/**
 * Plain text on one line: NFC, line ends and tabs as spaces, single spaces, trimmed. Markup is text
 * like any other. Throws TEXT_EMPTY, NOTE_TOO_LONG or NOTE_CONTROL_CHARACTERS; `max` counts
 * characters.
 */
export function checkLine(text: string, max: number): string {
  const line = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (line === '') throw new AppError('TEXT_EMPTY');
  if (CONTROL.test(line)) throw new AppError('NOTE_CONTROL_CHARACTERS');
  if ([...line].length > max) throw new AppError('NOTE_TOO_LONG', { limit: max });
  return line;
}
