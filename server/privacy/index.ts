// The privacy domain: notices, one's own data, requests for erasure, retention and its carrying out.
import type { AnyRoute } from '../http/define-route.ts';
import { createDeskRoutes } from './desk-routes.ts';
import { createNoticeRoute } from './notice-routes.ts';
import { createOwnRoutes } from './own-routes.ts';
import type { PrivacyServices } from './privacy-services.ts';

export { createValueEraser, type ValueEraser } from './erase-values.ts';
export type { Erasure } from './erasure-model.ts';
export { createErasureRunner, type ErasureRunner } from './erasure-runner.ts';
export { createErasureService, type ErasureService } from './erasure-service.ts';
export { createErasureStore, type ErasureStore } from './erasure-store.ts';
export { INVENTORY } from './inventory.ts';
export { ERASED_NAME } from './inventory-shape.ts';
export { createNoticeService, type NoticeService } from './notice-service.ts';
export { createNoticeStore } from './notice-store.ts';
export { createScopeOf, type PrivacyServices } from './privacy-services.ts';
export { createRetentionService, type RetentionService } from './retention-service.ts';
export { createRetentionStore } from './retention-store.ts';

/** All routes; they belong before the control room's. */
export const createPrivacyRoutes = (services: PrivacyServices): AnyRoute[] => [
  createNoticeRoute(services),
  ...createOwnRoutes(services),
  ...createDeskRoutes(services),
];
