// The campaign office's one door: making and cloning campaigns, and what each of them is.
import type { AnyRoute } from '../http/define-route.ts';
import { createEmblemRoutes } from './emblem-routes.ts';
import { createIdentityRoutes } from './identity-routes.ts';
import { createListRoutes } from './list-routes.ts';
import type { OfficeServices } from './office-services.ts';

import { createRegionRoutes } from './region-routes.ts';
import { createSeatRoutes } from './seat-routes.ts';

export { cloneSessions } from './clone-sessions.ts';
export { createEmblemService } from './emblem-service.ts';
export { createIdentityService } from './identity-service.ts';
export { isPastCampaign } from './list-page.ts';
export { type ClonePart, createMakeService } from './make-service.ts';
export { type EditBase, type MergedEdits, mergeEdits } from './merge-edits.ts';
export { createNoteService } from './note-service.ts';
export { createPlaceService } from './place-service.ts';
export { createRegionSets } from './region-sets.ts';

/** All pages of campaigns. They belong before the control room's own path. */
export const createCampaignOfficeRoutes = (services: OfficeServices): AnyRoute[] => [
  ...createListRoutes(services),
  ...createIdentityRoutes(services),
  ...createEmblemRoutes(services),
  ...createRegionRoutes(services),
  ...createSeatRoutes(services),
];
