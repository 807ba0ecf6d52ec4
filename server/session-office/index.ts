// The session office: sessions of a campaign, their plans and notes, and the versions of what is read
// and signed.
export { createNoteService } from './note-service.ts';
export { createNoteStore } from './note-store.ts';
export { createOfficeRoutes } from './office-routes.ts';
export { createOfficeService, type OfficeService } from './office-service.ts';
export { createPlanService, type PlanService } from './plan-service.ts';
export { createPlanStore } from './plan-store.ts';
export { createSessionCampaigns } from './session-campaign.ts';
export { createTextRoutes } from './text-routes.ts';
export { createTextService, type TextService } from './text-service.ts';
export { createTextStore, type TextStore } from './text-store.ts';
export { createTraceStore } from './trace-store.ts';
