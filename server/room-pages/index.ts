// The pages of shared rooms: a phone's way in, the shared screen, and opening one.
import type { AnyRoute } from '../http/define-route.ts';
import { createEntryRoutes } from './entry-routes.ts';
import { createOpenRoutes } from './open-routes.ts';
import type { RoomPageServices } from './room-page-services.ts';
import { createScreenActs } from './screen-acts.ts';
import { createScreenRoutes } from './screen-routes.ts';

export type { RoomPageServices } from './room-page-services.ts';

/** All routes of shared rooms; the screen's own paths come before its link's. */
export const createRoomPageRoutes = (services: RoomPageServices): AnyRoute[] => [
  ...createEntryRoutes(services),
  ...createOpenRoutes(services),
  ...createScreenActs(services),
  ...createScreenRoutes(services),
];
