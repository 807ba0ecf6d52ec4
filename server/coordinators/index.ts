// The coordinators domain: each region's personnel agency, its link, and what it does for its seats.
export { coordinatorActor, createCoordinatorDesk } from './coordinator-desk.ts';
export { createCoordinatorLinks } from './coordinator-links.ts';
export type { Coordinator } from './coordinator-model.ts';
export { createCoordinatorRoutes } from './coordinator-routes.ts';
export { createCoordinatorStore } from './coordinator-store.ts';
export { createCoordinatorStaffRoutes } from './staff-routes.ts';
