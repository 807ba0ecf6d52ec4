// The sessions domain: one event each, its three machines and its live state.
export { createLiveSessions, getSession, type LiveSessions, statusOf } from './live-sessions.ts';
export { createRehearsalRoutes } from './rehearsal-routes.ts';
export { createRehearsalService, type RehearsalService } from './rehearsal-service.ts';
export {
  allowedActions,
  applyAction,
  type LogStand,
  type MachineContext,
  type RefusalReason,
} from './session-machine.ts';
export type { AgendaItem, SessionDocument, Speaker } from './session-model.ts';
export { initialStatus, planInto, rehearsalOf, sessionFromFile } from './session-plan.ts';
export { createSessionService, type SessionService } from './session-service.ts';
export { createSessionStore, type SessionPlan, type SessionStore } from './session-store.ts';
export { createWindowKeeper, type WindowKeeper } from './window-keeper.ts';
