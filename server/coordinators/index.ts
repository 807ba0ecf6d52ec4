// The coordinators domain: each region's personnel agency, its link, and what it does for its seats.
export { formatCoordinatorCode } from './coordinator-code.ts';
export {
  type CoordinatorDesk,
  coordinatorActor,
  createCoordinatorDesk,
  type NominationInput,
} from './coordinator-desk.ts';
export {
  type CoordinatorLinks,
  type CoordinatorPass,
  createCoordinatorLinks,
} from './coordinator-links.ts';
export type { Coordinator, Nomination } from './coordinator-model.ts';
export { createCoordinatorRoutes } from './coordinator-routes.ts';
export { createCoordinatorStore } from './coordinator-store.ts';
export { createCoordinatorStaffRoutes } from './staff-routes.ts';
