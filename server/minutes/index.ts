// The pages about one person's attendance: their own, and the control room's with objections.
import type { AnyRoute } from '../http/define-route.ts';
import type { MinutesServices } from './minutes-services.ts';
import { createOwnRoutes } from './own-routes.ts';
import { createStaffRoutes } from './staff-routes.ts';

export type { MinutesServices } from './minutes-services.ts';

/** All of them; they belong before the control room's routes, whose last one takes any slug. */
export const createMinutesRoutes = (services: MinutesServices): AnyRoute[] => [
  ...createOwnRoutes(services),
  ...createStaffRoutes(services),
];
