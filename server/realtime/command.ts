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

/** What a socket may ask for, ready to run for any caller; rejects with an AppError. */
export type Command<C extends Caller> = (input: unknown, caller: C) => Promise<unknown>;

/** A command: `access` throws an AppError for a caller who may not, `schema` is what it is sent. */
export const command =
  <S extends z.ZodType, C extends Caller>(options: {
    schema: S;
    access: (caller: C) => void;
    run: (input: z.output<S>, caller: C) => unknown;
  }): Command<C> =>
  async (input, caller) => {
    options.access(caller);
    const parsed = options.schema.safeParse(input);
    if (!parsed.success) {
      throw new AppError('INVALID_INPUT', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
    }
    return options.run(parsed.data, caller);
  };

/**
 * The one way in: runs the command named `event` with the first of `args`, and answers the last
 * one, if it is an acknowledgement, exactly once. An event that `commands` lacks is refused.
 */
export const createDispatch =
  <C extends Caller>(commands: Pick<Map<string, Command<C>>, 'get'>, refuse: Refuse) =>
  async (event: string, args: unknown[], caller: C): Promise<void> => {
    const ack = args.at(-1);
    const answer = (result: CommandResult<unknown>) => {
      if (typeof ack === 'function') ack(result);
    };
    try {
      const run = commands.get(event);
      if (!run) throw new AppError('UNKNOWN_EVENT');
      answer({ ok: true, data: await run(args[0], caller) });
    } catch (error) {
      answer(refuse(error, caller.language));
    }
  };
