// The invitations domain: seats of a session and the codes that lead to them.
export { CODE_ALPHABET, formatCode, makeCode, normaliseCode } from './code-rules.ts';
export {
  type Actor,
  createInvitationService,
  type InvitationService,
} from './invitation-service.ts';
export { repeatSeats } from './repeat-seats.ts';
export type { Seat } from './seat-model.ts';
export { planSeats } from './seat-plan.ts';
export { createSeatStore, type SeatStore } from './seat-store.ts';
