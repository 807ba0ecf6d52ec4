// The one door of the connection test.
export { createTicketSigner } from './line-test-access.ts';
export { createLineTestRoutes } from './line-test-routes.ts';
