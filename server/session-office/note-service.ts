// Writes a note beside a session: with its author, its moment and its audit event.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { NOTE_MAX } from '../protocol/limits.ts';
import type { SessionNote } from './note-model.ts';
import type { NoteStore } from './note-store.ts';

export interface NoteService {
  list(session: string): Promise<SessionNote[]>;
  /** Throws NOTE_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS. */
  add(session: string, typed: string, by: Actor): Promise<void>;
}

// Line breaks and tabs are text; everything else that can't be seen is not.
const CONTROL = /[\p{Cc}\p{Cf}]/u;

/** The note as it is kept. Throws NOTE_EMPTY, NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS. */
export function parseNote(typed: string): string {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (text === '') throw new AppError('NOTE_EMPTY');
  if ([...text].length > NOTE_MAX) throw new AppError('NOTE_TOO_LONG', { max: NOTE_MAX });
  if (CONTROL.test(text.replace(/[\n\t]/g, ''))) throw new AppError('NOTE_CONTROL_CHARACTERS');
  return text;
}

const MAX_RACES = 5;

/** The service on its store. */
export function createNoteService(deps: {
  database: Database;
  store: NoteStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
}): NoteService {
  const { database, store, audit, time } = deps;
  const write = async (session: string, text: string, by: Actor): Promise<boolean> => {
    const number = (await store.last(session)) + 1;
    const _id = newId(time.random);
    const note = {
      _id,
      schemaVersion: 1,
      session,
      number,
      text,
      by: by.actor,
      at: time.clock.now(),
    };
    try {
      await database.transaction(async (transaction) => {
        await store.add(note, transaction);
        const event = { event: 'session.noted' as const, data: { note: _id, number } };
        await audit.write({ ...event, session, ...by }, transaction);
      });
      return true;
    } catch (error) {
      // Somebody else's note took the number: the next one is free.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  return {
    list: store.list,
    async add(session, typed, by) {
      const text = parseNote(typed);
      for (let race = 0; race < MAX_RACES; race++) if (await write(session, text, by)) return;
      throw new AppError('STATE_CHANGED');
    },
  };
}
