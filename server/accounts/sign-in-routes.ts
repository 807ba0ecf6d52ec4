// Signing in, in one step or two, and out.
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { type CookieChange, type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { formPage, HOME, orForm, staffCookie } from './account-forms.ts';
import { codeBody, signInBody } from './account-input.ts';
import type { AccountRouteParts } from './account-routes.ts';
import { SECOND_STEP_SECONDS, type SignedIn } from './sign-in-service.ts';

const SIGN_IN = '/masuk';
const SECOND_STEP = '/masuk/kode';

const stepCookie = (value: string | null): CookieChange => ({
  name: COOKIES.secondStep,
  value,
  seconds: SECOND_STEP_SECONDS,
});
const arrive = (signedIn: SignedIn): Reply =>
  'token' in signedIn
    ? redirect(HOME, [staffCookie(signedIn.token)])
    : redirect(SECOND_STEP, [stepCookie(signedIn.secondStep)]);

export const createSignInRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  ...firstStep(parts),
  ...secondStep(parts),
  defineRoute({
    method: 'post',
    path: '/keluar-petugas',
    access: 'public',
    reach: 'any',
    input: {},
    async handle({ visitor }) {
      if (visitor.staff) await parts.accounts.sessions.end(visitor.staff.session);
      return redirect(SIGN_IN, [staffCookie(null)]);
    },
  }),
];

const firstStep = ({ accounts, catalogue }: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: SIGN_IN,
    access: 'public',
    reach: 'any',
    input: {},
    handle: ({ visitor, language }) =>
      visitor.staff ? redirect(HOME) : formPage('sign-in', {}, { catalogue, language }),
  }),
  defineRoute({
    method: 'post',
    path: SIGN_IN,
    access: 'public',
    reach: 'any',
    input: { body: signInBody },
    handle: ({ body, language, address, userAgent }) =>
      orForm(
        async () => arrive(await accounts.signIn.signIn({ ...body, address, userAgent })),
        (error) => formPage('sign-in', { login: body.login, error }, { catalogue, language }),
      ),
  }),
];

const secondStep = ({ accounts, catalogue }: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: SECOND_STEP,
    access: 'public',
    reach: 'any',
    input: {},
    handle: async ({ visitor, language }) =>
      (await accounts.signIn.isAtSecondStep(visitor.secondStep))
        ? formPage('second-step', {}, { catalogue, language })
        : redirect(SIGN_IN, [stepCookie(null)]),
  }),
  defineRoute({
    method: 'post',
    path: SECOND_STEP,
    access: 'public',
    reach: 'any',
    input: { body: codeBody },
    async handle({ body: { code }, visitor, language, address, userAgent }) {
      const from = { address, userAgent };
      try {
        return await orForm(
          async () => {
            const token = await accounts.signIn.finish(visitor.secondStep, code, from);
            return redirect(HOME, [staffCookie(token), stepCookie(null)]);
          },
          (error) => formPage('second-step', { error }, { catalogue, language }),
        );
      } catch (error) {
        // The password was typed too long ago, or never: from the beginning.
        if (!isAppError(error) || error.code !== 'NOT_SIGNED_IN') throw error;
        return redirect(SIGN_IN, [stepCookie(null)]);
      }
    },
  }),
];
