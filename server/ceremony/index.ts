// The ceremony domain: the clauses read together and each official's own ticks.
export { tickRefusal } from './ceremony-rules.ts';
export { type CeremonyService, createCeremonyService } from './ceremony-service.ts';
export { createReadingStore, type ReadingStore } from './reading-store.ts';
