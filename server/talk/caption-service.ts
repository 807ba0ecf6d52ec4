// Typing captions and correcting them: the lines are numbered by a unique index, whoever types.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type { Actor } from '../invitations/index.ts';
import { isRunning } from '../protocol/session-names.ts';
import { CAPTION_MAX } from '../protocol/talk.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Caption } from './caption-model.ts';
import type { CaptionStore } from './caption-store.ts';
import { checkLine } from './talk-text.ts';

export interface CaptionService {
  /**
   * Adds a line. The same `key` again gives the line that there is. Throws TEXT_EMPTY,
   * NOTE_TOO_LONG, NOTE_CONTROL_CHARACTERS, DOORS_CLOSED before the doors and TALK_ENDED after.
   */
  add(session: SessionDocument, line: { text: string; key: string }, by: Actor): Promise<Caption>;
  /**
   * Corrects a line whose version was `version`; possible until the session is archived. Throws
   * NOT_FOUND, STATE_CHANGED when somebody corrected it meanwhile, SESSION_ARCHIVED and what `add`
   * says of a text.
   */
  correct(
    session: SessionDocument,
    line: { number: number; version: number; text: string },
    by: Actor,
  ): Promise<Caption>;
}

export interface CaptionDependencies {
  database: Database;
  store: CaptionStore;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  /** Takes over what this process has just written. */
  put(caption: Caption): void;
}

/** How often another line may come in between. */
const RACES_MAX = 8;

/** The service on its store; it keeps nothing. */
export function createCaptionService(deps: CaptionDependencies): CaptionService {
  return {
    async add(session, { text, key }, by) {
      const { session: state } = session.status;
      if (!isRunning(state)) {
        throw new AppError(
          state === 'draft' || state === 'scheduled' ? 'DOORS_CLOSED' : 'TALK_ENDED',
        );
      }
      const line = { text: checkLine(text, CAPTION_MAX), key };
      for (let race = 0; race < RACES_MAX; race++) {
        const caption = await attempt(session._id, line, by, deps);
        if (caption) return caption;
      }
      throw new AppError('STATE_CHANGED');
    },
    correct: (session, line, by) => correct(session, line, by, deps),
  };
}

/** One attempt; undefined when another line took the number. */
const attempt = async (
  session: string,
  { text, key }: { text: string; key: string },
  { actor }: Actor,
  { store, time, put }: CaptionDependencies,
): Promise<Caption | undefined> => {
  const number = (await store.lastNumber(session)) + 1;
  const caption: Caption = {
    _id: newId(time.random),
    session,
    number,
    version: 1,
    text,
    at: time.clock.now(),
    by: actor,
    key,
  };
  try {
    await store.insert(caption);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return store.findByKey(session, key);
  }
  put(caption);
  return caption;
};

const correct = async (
  session: SessionDocument,
  { number, version, text }: { number: number; version: number; text: string },
  by: Actor,
  { database, store, audit, time, put }: CaptionDependencies,
): Promise<Caption> => {
  if (session.status.session === 'archived') throw new AppError('SESSION_ARCHIVED');
  const line = await store.findLine(session._id, number);
  if (!line) throw new AppError('NOT_FOUND');
  if (line.version !== version) throw new AppError('STATE_CHANGED');
  const caption: Caption = {
    _id: newId(time.random),
    session: session._id,
    number,
    version: version + 1,
    text: checkLine(text, CAPTION_MAX),
    at: time.clock.now(),
    by: by.actor,
    key: null,
  };
  const data = { line: number, version: caption.version };
  const event = { event: 'caption.corrected' as const, data, session: session._id, ...by };
  await database
    .transaction(async (transaction) => {
      await store.insert(caption, transaction);
      await audit.write(event, transaction);
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? new AppError('STATE_CHANGED', {}, error) : error;
    });
  put(caption);
  return caption;
};
