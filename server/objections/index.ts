// The objections domain: what officials object to in their minutes, and how it was answered.
export type { Objection, ObjectionOutcome } from './objection-model.ts';
export { objectionRefusal } from './objection-rules.ts';
export {
  createObjectionService,
  type ObjectionOverview,
  type ObjectionService,
  type OrderedCorrection,
} from './objection-service.ts';
export { createObjectionStore, type ObjectionStore } from './objection-store.ts';
