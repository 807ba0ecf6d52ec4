// Pages of staff accounts: one-time links, signing in and out, one's own account, owners' page.
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { Accounts } from './index.ts';
import { createLinkRoutes } from './link-routes.ts';
import { createSelfRoutes } from './self-routes.ts';
import { createSignInRoutes } from './sign-in-routes.ts';
import { createStaffRoutes } from './staff-routes.ts';

export interface AccountRouteParts {
  accounts: Accounts;
  catalogue: Catalogue;
  /** Put before a link that is shown for copying. */
  publicUrl: string;
  /** All campaigns, for choosing where a role counts. */
  campaigns: { list(): Promise<{ _id: string; name: string }[]> };
}

/** All routes of this domain. */
export const createAccountRoutes = (parts: AccountRouteParts): AnyRoute[] => [
  ...createLinkRoutes(parts),
  ...createSignInRoutes(parts),
  ...createSelfRoutes(parts),
  ...createStaffRoutes(parts),
];
