// The comparison domain: a campaign's sessions side by side.
export { createComparisonRoutes } from './comparison-routes.ts';
export type { ComparisonSources } from './comparison-service.ts';
