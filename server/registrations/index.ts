// The registrations domain: who fills a seat, and their way back to it.
export { createHolderMemory, type HolderMemory } from './holder-memory.ts';
export { createPinHasher } from './pin.ts';
export { createPinAttemptStore, type PinAttemptStore } from './pin-attempt-store.ts';
export type { Registration } from './registration-model.ts';
export {
  ACTING,
  type ActingStatus,
  holderNameSchema,
  pinSchema,
  registrationInputSchema,
} from './registration-rules.ts';
export {
  createRegistrationService,
  isOpen,
  officialActor,
  type RegistrationService,
} from './registration-service.ts';
export {
  createRegistrationStore,
  type RegistrationStore,
  type SeatHolder,
} from './registration-store.ts';
export { createSeatDesk, type SeatDesk } from './seat-desk.ts';
