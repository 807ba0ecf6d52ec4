// The follow-up domain: where a violation is reported, and the law behind a campaign.
import type { AnyRoute } from '../http/define-route.ts';
import type { FollowUpServices } from './follow-up-services.ts';
import { createLibraryRoutes } from './library-routes.ts';
import { createLawRoutes } from './public-routes.ts';
import { createReportingRoutes } from './reporting-routes.ts';

export { copyLibrary, copyReporting } from './clone-parts.ts';
export type { FollowUpServices } from './follow-up-services.ts';
export { createLibraryService } from './library-service.ts';
export { createLibraryStore } from './library-store.ts';
export { officeView } from './public-routes.ts';
export { createReportingService } from './reporting-service.ts';
export { createReportingStore, type ReportingStore } from './reporting-store.ts';

/** All pages; staff's belong before the control room's own path. */
export const createFollowUpRoutes = (services: FollowUpServices): AnyRoute[] => [
  ...createReportingRoutes(services),
  ...createLibraryRoutes(services),
  ...createLawRoutes(services),
];
