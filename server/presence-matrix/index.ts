// The presence matrix's one door: every seat of every region for staff, and the regions to call.
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import { createCallRoutes } from './call-routes.ts';
import type { MatrixData } from './matrix-data.ts';
import { createMatrixRoutes } from './matrix-routes.ts';

export { createCallService } from './call-service.ts';
export { createCallStore } from './call-store.ts';
export type { MatrixData } from './matrix-data.ts';

/** The pages; they belong before the control room's, whose path takes whatever is below /kendali. */
export const createPresenceMatrixRoutes = (parts: {
  data: MatrixData;
  catalogue: Catalogue;
  clock: Clock;
}): AnyRoute[] => [...createMatrixRoutes(parts), ...createCallRoutes(parts)];
