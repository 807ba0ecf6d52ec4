// The owner's page of accounts: list, invite by a link shown once, disable, sign out everywhere.
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { accountParams, inviteBody } from './account-input.ts';
import type { Accounts } from './index.ts';
import type { AccountSummary, By } from './staff-service.ts';

const PATH = '/kendali/akun';

type Asking = Pick<RouteContext, 'visitor' | 'address'>;
const byOf = ({ visitor, address }: Asking): By => ({ staff: staffOf(visitor), address });

const present = (accounts: AccountSummary[], own: string) =>
  accounts.map(({ _id, createdAt, disabledAt, ...rest }) => ({
    ...rest,
    id: _id,
    isOwn: _id === own,
    isDisabled: disabledAt !== null,
    createdAt: createdAt.toISOString(),
  }));

export function createStaffRoutes(options: {
  accounts: Accounts;
  catalogue: Catalogue;
  publicUrl: string;
}): AnyRoute[] {
  const { accounts, catalogue, publicUrl } = options;

  const list = async (
    { visitor, language }: Pick<RouteContext, 'visitor' | 'language'>,
    shown?: { link?: { address: string; role: string }; token?: string },
  ): Promise<PageReply> =>
    page({
      template: 'accounts',
      layout: 'staff',
      title: catalogue.text(language, 'accounts.title'),
      entry: 'staff-form',
      view: {
        accounts: present(await accounts.staff.list(), staffOf(visitor).account),
        ...shown,
        isOwner: true,
      },
    });

  const onAccount = (action: string, run: (account: string, by: By) => Promise<void>) =>
    defineRoute({
      method: 'post',
      path: `${PATH}/:account/${action}`,
      access: 'owner',
      input: { params: accountParams },
      async handle(context) {
        await run(context.params.account, byOf(context));
        return redirect(PATH);
      },
    });

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      access: 'owner',
      input: {},
      handle: (context) => list(context),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/tautan`,
      access: 'owner',
      input: { body: inviteBody },
      async handle(context) {
        const { role } = context.body;
        const path = await accounts.staff.invite(role, byOf(context));
        return list(context, { link: { address: publicUrl + path, role } });
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/token`,
      access: 'owner',
      input: {},
      handle: async (context) =>
        list(context, { token: await accounts.staff.makeToken(byOf(context)) }),
    }),
    onAccount('nonaktifkan', accounts.staff.disable),
    onAccount('keluarkan', accounts.staff.signOutEverywhere),
  ];
}
