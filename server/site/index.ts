// The public site: pages, API and health.
export { createApiRoutes } from './api-routes.ts';
export { createHealthRoutes } from './health-routes.ts';
export { letterheadOf } from './letterhead.ts';
export { createSiteRoutes } from './site-routes.ts';
export type { SiteServices } from './site-services.ts';
