// The owner's page of accounts: list, invite by a link shown once, roles, recovery, disabling. Each
// handler's service checks that the owner's power reaches what it touches.
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { EVERYWHERE, STAFF_ROLES, type StaffRole } from '../http/staff-roles.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { accountParams, inviteBody, roleBody } from './account-input.ts';
import type { AccountRouteParts } from './account-routes.ts';
import { LINK_DAYS_CHOICE } from './links.ts';
import { type AccountSummary, type By, owns } from './staff-service.ts';

const PATH = '/kendali/akun';

type Asking = Pick<RouteContext, 'visitor' | 'address' | 'language'>;
const byOf = ({ visitor, address }: Asking): By => ({ staff: staffOf(visitor), address });

/** What the answer to a form shows once. */
interface ShownOnce {
  link?: { address: string; role: StaffRole; campaign: string | undefined; days: number };
  recovery?: { address: string; name: string };
}

const present = (
  { _id, createdAt, disabledAt, ...rest }: AccountSummary,
  by: By['staff'],
  names: Map<string, string>,
) => ({
  ...rest,
  id: _id,
  isOwn: _id === by.account,
  isDisabled: disabledAt !== null,
  isInReach: rest.grants.every(({ campaign }) => owns(by, campaign)),
  createdAt: createdAt.toISOString(),
  grants: rest.grants.map(({ role, campaign }) => ({ role, campaign: names.get(campaign) })),
});

async function accountsPage(
  { accounts, catalogue, campaigns }: AccountRouteParts,
  { visitor, language }: Asking,
  shown: ShownOnce = {},
): Promise<PageReply> {
  const staff = staffOf(visitor);
  const all = await campaigns.list();
  const names = new Map(all.map(({ _id, name }) => [_id, name]));
  const list = await accounts.staff.list(staff);
  const ownsAll = owns(staff, EVERYWHERE);
  return page({
    template: 'accounts',
    layout: 'staff',
    title: catalogue.text(language, 'accounts.title'),
    entry: 'staff-form',
    view: {
      accounts: list.map((one) => present(one, staff, names)),
      roles: STAFF_ROLES,
      campaigns: all
        .filter(({ _id }) => owns(staff, _id))
        .map(({ _id, name }) => ({ id: _id, name })),
      ownsAll,
      everywhere: EVERYWHERE,
      days: LINK_DAYS_CHOICE,
      ...shown,
      isOwner: isOwner(visitor),
    },
  });
}

/** The campaign's name; none for all of them. Throws NOT_FOUND for one that there is not. */
async function requireCampaign(
  { campaigns }: AccountRouteParts,
  id: string,
): Promise<string | undefined> {
  if (id === EVERYWHERE) return undefined;
  const found = (await campaigns.list()).find(({ _id }) => _id === id);
  if (!found) throw new AppError('NOT_FOUND');
  return found.name;
}

const actions = (parts: AccountRouteParts): AnyRoute[] => {
  const { staff } = parts.accounts;
  const onAccount = (action: string, run: (account: string, by: By) => Promise<void>) =>
    defineRoute({
      method: 'post',
      path: `${PATH}/:account/${action}`,
      access: 'owner',
      reach: 'any',
      input: { params: accountParams },
      async handle(context) {
        await run(context.params.account, byOf(context));
        return redirect(PATH);
      },
    });
  return [
    onAccount('nonaktifkan', staff.disable),
    onAccount('keluarkan', staff.signOutEverywhere),
    defineRoute({
      method: 'post',
      path: `${PATH}/:account/peran`,
      access: 'owner',
      reach: 'any',
      input: { params: accountParams, body: roleBody },
      async handle({ params, body: { campaign, role }, ...asking }) {
        await requireCampaign(parts, campaign);
        const given = role === 'none' ? null : role;
        await staff.setRole(params.account, campaign, given, byOf(asking));
        return redirect(PATH);
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:account/pulihkan`,
      access: 'owner',
      reach: 'any',
      input: { params: accountParams },
      async handle({ params: { account }, ...asking }) {
        const address = parts.publicUrl + (await staff.recover(account, byOf(asking)));
        const list = await staff.list(staffOf(asking.visitor));
        const name = list.find(({ _id }) => _id === account)?.name ?? '';
        return accountsPage(parts, asking, { recovery: { address, name } });
      },
    }),
  ];
};

export const createStaffRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'owner',
    reach: 'any',
    input: {},
    handle: (context) => accountsPage(parts, context),
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/tautan`,
    access: 'owner',
    reach: 'any',
    input: { body: inviteBody },
    async handle({ body: { role, campaign, days }, ...asking }) {
      const name = await requireCampaign(parts, campaign);
      const { staff } = parts.accounts;
      const path = await staff.invite({ role, campaign }, days, byOf(asking));
      const link = { address: parts.publicUrl + path, role, campaign: name, days };
      return accountsPage(parts, asking, { link });
    },
  }),
  ...actions(parts),
];
