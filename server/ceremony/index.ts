// The ceremony domain: the clauses read together and each official's own ticks.
export { type Ticked, tickRefusal } from './ceremony-rules.ts';
export { type CeremonyService, createCeremonyService } from './ceremony-service.ts';
export { type MomentsView, presentMoments } from './moments-view.ts';
export { createReadingStore, type ReadingStore } from './reading-store.ts';
export { createTickCounts, type TickCounts } from './tick-counts.ts';
export type { Ticks } from './tick-memory.ts';
