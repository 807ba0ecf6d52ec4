// The attendance domain: presence as leases, the minutes made from them, and their corrections.
export { evaluate, windowOf } from './attendance-of-people.ts';
export {
  type AttendanceService,
  createAttendanceService,
} from './attendance-service.ts';
export type { CorrectRequest } from './correct-minutes.ts';
export { type CorrectionStore, createCorrectionStore } from './correction-store.ts';
export type { Held, Holding, Person } from './held-presence.ts';
export { createNodeStore, type NodeStore } from './node-store.ts';
export type { NodeFacts } from './presence-model.ts';
export {
  createPresenceStore,
  type PresenceStore,
  type SeatPresence,
  type StoredInterval,
} from './presence-store.ts';
