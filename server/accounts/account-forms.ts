// Which refusals a staff form can show beside what was typed, and the pages of such forms.
import { type AppError, isAppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { type CookieChange, type PageReply, page, type Reply } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { PASSWORD_MIN } from './account-rules.ts';
import { STAFF_SESSION_SECONDS } from './staff-sessions.ts';

const IN_FORM = new Set([
  'CREDENTIALS_WRONG',
  'SECOND_CODE_WRONG',
  'TOO_MANY_ATTEMPTS',
  'LOGIN_FORMAT',
  'NAME_EMPTY',
  'NAME_TOO_LONG',
  'NAME_CONTROL_CHARACTERS',
  'PASSWORD_SHORT',
  'PASSWORD_SAME',
  'PASSWORD_OLD_WRONG',
  'ACCOUNT_EXISTS',
  'SCOPE_MISSING',
  'SECOND_FACTOR_EXISTS',
]);

/** The reply of `work`, or the form again when the person can put the refusal right in it. */
export async function orForm(
  work: () => Promise<Reply>,
  form: (error: AppError) => Reply | Promise<Reply>,
): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) && IN_FORM.has(error.code)) return form(error);
    throw error;
  }
}

/** Where staff arrive once they are signed in. */
export const HOME = '/kendali';
/** The sign-in's cookie, or its end. */
export const staffCookie = (value: string | null): CookieChange => ({
  name: COOKIES.staff,
  value,
  seconds: STAFF_SESSION_SECONDS,
});

/** What a form shows again after a refusal: what was typed but the password, and the reason. */
export interface FormState {
  login?: string;
  name?: string;
  mode?: 'new' | 'existing';
  role?: string;
  /** The name of the campaign that a role is for; none for all. */
  campaign?: string | undefined;
  token?: string;
  error?: AppError;
}

/** The sentence of a refusal. */
export const explain = (catalogue: Catalogue, language: Language, error: AppError): string =>
  catalogue.text(language, `errors.${error.code}.detail`, error.params);

/** One of the narrow forms before somebody is signed in. */
export const formPage = (
  template: 'staff-link' | 'sign-in' | 'second-step' | 'recover',
  { error, ...typed }: FormState,
  { catalogue, language }: { catalogue: Catalogue; language: Language },
): PageReply =>
  page({
    template,
    title: catalogue.text(language, `${template}.title`),
    entry: 'staff-form',
    view: {
      ...typed,
      isExisting: typed.mode === 'existing',
      passwordMin: PASSWORD_MIN,
      ...(error && { error: explain(catalogue, language, error) }),
    },
    ...(error && { status: error.status }),
  });
