// Pages of staff accounts: one-time links, signing in and out.
import type { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type CookieChange, type PageReply, page, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { orForm } from './account-forms.ts';
import { linkBody, linkParams, signInBody } from './account-input.ts';
import { PASSWORD_MIN } from './account-rules.ts';
import type { Accounts } from './index.ts';
import { createStaffRoutes } from './staff-routes.ts';
import { STAFF_SESSION_SECONDS } from './staff-sessions.ts';

/** What a form shows again after a refusal: what was typed but the password, and the reason. */
interface FormState {
  login?: string;
  name?: string;
  mode?: 'new' | 'existing';
  role?: string;
  token?: string;
  error?: AppError;
}
interface Parts {
  accounts: Accounts;
  catalogue: Catalogue;
}

const HOME = '/kendali';
const cookie = (value: string | null): CookieChange => ({
  name: COOKIES.staff,
  value,
  seconds: STAFF_SESSION_SECONDS,
});

const form = (
  template: 'staff-link' | 'sign-in',
  { error, ...typed }: FormState,
  language: Language,
  catalogue: Catalogue,
): PageReply =>
  page({
    template,
    title: catalogue.text(language, `${template}.title`),
    entry: 'staff-form',
    view: {
      ...typed,
      isExisting: typed.mode === 'existing',
      passwordMin: PASSWORD_MIN,
      ...(error && {
        error: catalogue.text(language, `errors.${error.code}.detail`, error.params),
      }),
    },
    ...(error && { status: error.status }),
  });

// A link's GET changes nothing: programs that preview links open them too.
const linkRoutes = ({ accounts, catalogue }: Parts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/tautan/:token',
    access: 'public',
    input: { params: linkParams },
    async handle({ params, language }) {
      const { role } = await accounts.links.read(params.token);
      return form('staff-link', { role, token: params.token }, language, catalogue);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/tautan/:token',
    access: 'public',
    input: { params: linkParams, body: linkBody },
    async handle({ params, body, language, address }) {
      const { role } = await accounts.links.read(params.token);
      const { mode, password: _password, ...typed } = body;
      const { createAccount, joinAccount } = accounts.links;
      const use = mode === 'new' ? createAccount : joinAccount;
      return orForm(
        async () => redirect(HOME, [cookie(await use(params.token, { ...body, address }))]),
        (error) =>
          form('staff-link', { ...typed, ...params, mode, role, error }, language, catalogue),
      );
    },
  }),
];

const signInRoutes = ({ accounts, catalogue }: Parts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/masuk',
    access: 'public',
    input: {},
    handle: ({ visitor, language }) =>
      visitor.staff ? redirect(HOME) : form('sign-in', {}, language, catalogue),
  }),
  defineRoute({
    method: 'post',
    path: '/masuk',
    access: 'public',
    input: { body: signInBody },
    handle: ({ body, language, address }) =>
      orForm(
        async () => redirect(HOME, [cookie(await accounts.signIn.signIn({ ...body, address }))]),
        (error) => form('sign-in', { login: body.login, error }, language, catalogue),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/keluar-petugas',
    access: 'public',
    input: {},
    async handle({ visitor }) {
      if (visitor.staff) await accounts.sessions.end(visitor.staff.session);
      return redirect('/masuk', [cookie(null)]);
    },
  }),
];

/** All routes of this domain; `publicUrl` is put before a link that is shown for copying. */
export const createAccountRoutes = (options: Parts & { publicUrl: string }): AnyRoute[] => [
  ...linkRoutes(options),
  ...signInRoutes(options),
  ...createStaffRoutes(options),
];
