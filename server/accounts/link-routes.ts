// One-time links: an account or a role by invitation, and the way back into an account.
// A link's GET changes nothing: programs that preview links open them too.
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { formPage, HOME, orForm, staffCookie } from './account-forms.ts';
import { linkBody, linkParams, recoveryBody } from './account-input.ts';
import type { AccountRouteParts } from './account-routes.ts';

export const createLinkRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  ...invitation(parts),
  ...recovery(parts),
];

const invitation = ({ accounts, catalogue, campaigns }: AccountRouteParts): AnyRoute[] => {
  const read = async (token: string) => {
    const { role, campaign } = await accounts.links.read(token);
    const found = (await campaigns.list()).find(({ _id }) => _id === campaign);
    return { role, campaign: found?.name, token };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/tautan/:token',
      access: 'public',
      reach: 'any',
      input: { params: linkParams },
      handle: async ({ params, language }) =>
        formPage('staff-link', await read(params.token), { catalogue, language }),
    }),
    defineRoute({
      method: 'post',
      path: '/tautan/:token',
      access: 'public',
      reach: 'any',
      input: { params: linkParams, body: linkBody },
      async handle({ params: { token }, body, language, address, userAgent }) {
        const link = await read(token);
        const { mode, password: _password, code: _code, ...typed } = body;
        const { createAccount, joinAccount } = accounts.links;
        const use = mode === 'new' ? createAccount : joinAccount;
        return orForm(
          async () =>
            redirect(HOME, [staffCookie(await use(token, { ...body, address, userAgent }))]),
          (error) =>
            formPage('staff-link', { ...typed, ...link, mode, error }, { catalogue, language }),
        );
      },
    }),
  ];
};

const recovery = ({ accounts, catalogue }: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/pulihkan/:token',
    access: 'public',
    reach: 'any',
    input: { params: linkParams },
    handle: async ({ params: { token }, language }) =>
      formPage(
        'recover',
        { token, login: await accounts.links.readRecovery(token) },
        { catalogue, language },
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/pulihkan/:token',
    access: 'public',
    reach: 'any',
    input: { params: linkParams, body: recoveryBody },
    async handle({ params: { token }, body, language, address, userAgent }) {
      const login = await accounts.links.readRecovery(token);
      const input = { ...body, address, userAgent };
      return orForm(
        async () => redirect(HOME, [staffCookie(await accounts.links.recover(token, input))]),
        (error) => formPage('recover', { token, login, error }, { catalogue, language }),
      );
    },
  }),
];
