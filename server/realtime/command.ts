// One way in for every socket event: parse, check access, run, acknowledge with data or a code.
import type { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { ErrorText } from '../http/error-handler.ts';
import type { Language } from '../http/language.ts';
import type { CommandRefusal, CommandResult } from '../protocol/error-codes.ts';

/** Turns an error into the refusal that a socket is told, in the visitor's language. */
export type Refuse = (error: unknown, language: Language) => CommandRefusal;

/** Unforeseen errors are logged as ERROR; a refusal is an ordinary answer. */
export const createRefuse =
  (text: ErrorText, logger: Logger): Refuse =>
  (caught, language) => {
    const error = isAppError(caught) ? caught : new AppError('INTERNAL', {}, caught);
    if (error.code === 'INTERNAL') {
      const cause = caught instanceof Error ? caught.stack : String(caught);
      logger.error({ cause }, 'Socket command failed');
    }
    const { title, detail } = text(error, language);
    return { ok: false, code: error.code, message: detail || title };
  };

/** A socket's visitor as commands see it. */
export interface Caller {
  language: Language;
}

/**
 * Wraps a command. `access` throws an AppError for a caller who may not; the acknowledgement is
 * called exactly once, and a client that sends none is not answered.
 */
export const command =
  <S extends z.ZodType, C extends Caller, T>(
    refuse: Refuse,
    caller: C,
    options: {
      schema: S;
      access: (caller: C) => void;
      run: (input: z.output<S>, caller: C) => Promise<T> | T;
    },
  ) =>
  async (input: unknown, ack: unknown): Promise<void> => {
    const answer = (result: CommandResult<T>) => {
      if (typeof ack === 'function') ack(result);
    };
    try {
      options.access(caller);
      const parsed = options.schema.safeParse(input);
      if (!parsed.success) {
        throw new AppError('INVALID_INPUT', {
          field: parsed.error.issues[0]?.path.join('.') ?? '',
        });
      }
      answer({ ok: true, data: await options.run(parsed.data, caller) });
    } catch (error) {
      answer(refuse(error, caller.language));
    }
  };
