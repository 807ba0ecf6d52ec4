// The evidence domain: bundles that stand alone, for the control room and for programs.
export type { BundleFacts } from './evidence-model.ts';
export { createEvidenceRoutes } from './evidence-routes.ts';
export {
  createEvidenceService,
  type EvidenceService,
} from './evidence-service.ts';
export type { EvidenceSources } from './evidence-sources.ts';
export { createEvidenceStore, type EvidenceStore } from './evidence-store.ts';
