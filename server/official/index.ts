// The official's way through the pages: invitation, check-in, stage, signing sheet.
import type { AnyRoute } from '../http/define-route.ts';
import { createAskRoutes } from './ask-routes.ts';
import { createCheckInRoutes } from './check-in-routes.ts';
import { createInvitationRoutes } from './invitation-routes.ts';
import { createModeRoutes } from './mode-routes.ts';
import type { OfficialServices } from './official-services.ts';
import { createPledgeRoutes } from './pledge-routes.ts';
import { createReactionRoutes } from './reaction-routes.ts';
import { createStageRoutes } from './stage-routes.ts';

export {
  agendaEntries,
  figureFacts,
  neededNow,
  plannedStart,
  presentNowNext,
} from './agenda-view.ts';
export { presentActing } from './check-in-presenter.ts';
export { presentDocuments } from './documents-view.ts';
export {
  type HeldCertificate,
  type HolderDocuments,
  type OfficialServices,
  type Say,
  sayIn,
} from './official-services.ts';
export {
  CHECK_IN_PATH,
  findVisit,
  getSession,
  getVisit,
  type OfficialVisit,
  officialCookie,
  STAGE_PATH,
} from './official-visit.ts';
export { presentRegion } from './region-view.ts';
export { findPresent, renewPresence } from './stage-routes.ts';
export { presentScreenTalk } from './talk-view.ts';

/** All routes of officials, in the order of their way. */
export const createOfficialRoutes = (services: OfficialServices): AnyRoute[] => [
  ...createInvitationRoutes(services),
  ...createCheckInRoutes(services),
  ...createStageRoutes(services),
  ...createModeRoutes(),
  ...createReactionRoutes(services),
  ...createAskRoutes(services),
  ...createPledgeRoutes(services),
];
