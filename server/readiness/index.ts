// The readiness domain's one door: what must be in order before the doors open.
export { readyWords } from './readiness-presenter.ts';
export { createReadinessRoutes } from './readiness-routes.ts';
export type { ReadinessFacts } from './readiness-rules.ts';
export {
  createReadinessService,
  type FindFacts,
  type ReadinessService,
} from './readiness-service.ts';
export { createTickStore } from './tick-store.ts';
