// One's own account: the second factor, the devices where it is signed in, tokens for programs.
import type { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { orForm } from './account-forms.ts';
import { codeBody, passwordBody, sessionParams, tokenBody, tokenParams } from './account-input.ts';
import type { AccountRouteParts } from './account-routes.ts';
import { SELF_PATH, type ShownOnce, selfPage } from './self-page.ts';
import type { By } from './staff-service.ts';

const FACTOR = `${SELF_PATH}/langkah-kedua`;

type Asking = Pick<RouteContext, 'visitor' | 'address' | 'language'>;
const byOf = ({ visitor, address }: Asking): By => ({ staff: staffOf(visitor), address });

export const createSelfRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: SELF_PATH,
    access: 'self',
    reach: 'any',
    input: {},
    handle: (asking) => selfPage(parts, asking, {}),
  }),
  ...factorRoutes(parts),
  passwordRoute(parts),
  ...sessionRoutes(parts),
  ...tokenRoutes(parts),
];

/** The page with what is shown once, or with the refusal at its form. */
const orPage = (
  parts: AccountRouteParts,
  asking: Asking,
  form: string,
  work: () => Promise<ShownOnce>,
): Promise<Reply> =>
  orForm(
    async () => selfPage(parts, asking, await work()),
    (error: AppError) => selfPage(parts, asking, { refused: { form, error } }),
  );

const factorRoutes = (parts: AccountRouteParts): AnyRoute[] => {
  const { factors } = parts.accounts;
  const route = (path: string, form: string, work: (code: string, by: By) => Promise<ShownOnce>) =>
    defineRoute({
      method: 'post',
      path,
      access: 'self',
      reach: 'any',
      input: { body: codeBody },
      handle: ({ body, ...asking }) =>
        orPage(parts, asking, form, () => work(body.code, byOf(asking))),
    });
  return [
    defineRoute({
      method: 'post',
      path: `${FACTOR}/mulai`,
      access: 'self',
      reach: 'any',
      input: {},
      async handle(asking) {
        await factors.offer(staffOf(asking.visitor).account);
        return redirect(`${SELF_PATH}#langkah-kedua`);
      },
    }),
    route(FACTOR, 'tambah', async (code, by) => ({ codes: await factors.add(code, by) })),
    route(`${FACTOR}/pemulihan`, 'pemulihan', async (code, by) => ({
      codes: await factors.renewRecovery(code, by),
    })),
    route(`${FACTOR}/lepas`, 'lepas', async (code, by) => {
      await factors.remove(code, by);
      return { done: 'factor' };
    }),
  ];
};

const passwordRoute = (parts: AccountRouteParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${SELF_PATH}/sandi`,
    access: 'self',
    reach: 'any',
    input: { body: passwordBody },
    handle: ({ body, ...asking }) =>
      orPage(parts, asking, 'sandi', async () => {
        await parts.accounts.ownPassword.change(body, byOf(asking));
        return { done: 'password' };
      }),
  });

const sessionRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${SELF_PATH}/perangkat/:masuk/akhiri`,
    access: 'self',
    reach: 'any',
    input: { params: sessionParams },
    async handle(asking) {
      await parts.accounts.ownSessions.end(asking.params.masuk, byOf(asking));
      return redirect(SELF_PATH);
    },
  }),
  defineRoute({
    method: 'post',
    path: `${SELF_PATH}/perangkat/akhiri-lain`,
    access: 'self',
    reach: 'any',
    input: {},
    async handle(asking) {
      await parts.accounts.ownSessions.endOthers(byOf(asking));
      return redirect(SELF_PATH);
    },
  }),
];

const tokenRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${SELF_PATH}/token`,
    access: 'self',
    reach: 'any',
    input: { body: tokenBody },
    handle: ({ body, ...asking }) =>
      orPage(parts, asking, 'token', async () => ({
        token: await parts.accounts.programs.make(body, byOf(asking)),
      })),
  }),
  defineRoute({
    method: 'post',
    path: `${SELF_PATH}/token/:token/akhiri`,
    access: 'self',
    reach: 'any',
    input: { params: tokenParams },
    async handle(asking) {
      await parts.accounts.programs.end(asking.params.token, byOf(asking));
      return redirect(SELF_PATH);
    },
  }),
];
