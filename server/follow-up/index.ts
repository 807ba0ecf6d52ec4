// The follow-up domain: where a violation is reported, the law behind a campaign, the circulars that
// regions issued, and reminders to those that have not signed.
import type { AnyRoute } from '../http/define-route.ts';
import { createOwnCircularRoutes } from './circular-own-routes.ts';
import { createPublicCircularRoutes } from './circular-public-routes.ts';
import type { CircularServices } from './circular-services.ts';
import { createBoardRoutes, createRegionCircularRoutes } from './follow-up-routes.ts';
import type { FollowUpServices } from './follow-up-services.ts';
import { createLibraryRoutes } from './library-routes.ts';
import { createLawRoutes } from './public-routes.ts';
import { createReminderRoutes } from './reminder-routes.ts';
import { createReportingRoutes } from './reporting-routes.ts';

export { createCircularService } from './circular-service.ts';
export type { CircularServices } from './circular-services.ts';
export { createCircularStore } from './circular-store.ts';
export { copyLibrary, copyReporting } from './clone-parts.ts';
export type { FollowUpServices } from './follow-up-services.ts';
export { createLibraryService } from './library-service.ts';
export { createLibraryStore } from './library-store.ts';
export { officeView } from './public-routes.ts';
export { createUnsignedWriter } from './reminder-message.ts';
export type { ReminderSources } from './reminder-services.ts';
export { createReportingService } from './reporting-service.ts';
export { createReportingStore, type ReportingStore } from './reporting-store.ts';
export { signedRegions } from './signed-regions.ts';

/** All pages; staff's belong before the control room's own path. */
export const createFollowUpRoutes = (services: FollowUpServices): AnyRoute[] => [
  ...createReportingRoutes(services),
  ...createLibraryRoutes(services),
  ...createLawRoutes(services),
];

/** Circulars and reminders; they belong before the coordinator's link, whose path takes any word. */
export const createCircularRoutes = (services: CircularServices): AnyRoute[] => [
  ...createBoardRoutes(services),
  ...createReminderRoutes(services),
  ...createRegionCircularRoutes(services),
  ...createOwnCircularRoutes(services),
  ...createPublicCircularRoutes(services),
];
