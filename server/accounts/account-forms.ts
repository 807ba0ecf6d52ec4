// Which refusals a staff form can show beside what was typed.
import { type AppError, isAppError } from '../core/app-error.ts';
import type { Reply } from '../http/reply.ts';

const IN_FORM = new Set([
  'CREDENTIALS_WRONG',
  'TOO_MANY_ATTEMPTS',
  'LOGIN_FORMAT',
  'NAME_EMPTY',
  'NAME_TOO_LONG',
  'NAME_CONTROL_CHARACTERS',
  'PASSWORD_SHORT',
  'ACCOUNT_EXISTS',
]);

/** The reply of `work`, or the form again when the person can put the refusal right in it. */
export async function orForm(
  work: () => Promise<Reply>,
  form: (error: AppError) => Reply,
): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) && IN_FORM.has(error.code)) return form(error);
    throw error;
  }
}
