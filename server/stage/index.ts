// The stage's one door: the roster and its links, who stands on the stage, who has the floor.
export { type Arrivals, createArrivals } from './arrivals.ts';
export { copyRoster } from './copy-roster.ts';
export { createEntryRoutes } from './entry-routes.ts';
export { createLecternLinks } from './lectern-links.ts';
export { createRosterRoutes } from './roster-routes.ts';
export { createRoster, type Roster } from './roster-service.ts';
export { createRosterStore } from './roster-store.ts';
export { createStageMemory, type StageFacts, type StageMemory } from './stage-memory.ts';
export type { StageGuest } from './stage-model.ts';
export { rosterPerson } from './stage-rules.ts';
export { createStageService, type StageService } from './stage-service.ts';
export { createStageStore } from './stage-store.ts';
export { type MediaPart, mediaPartOf, stageDeskOf, stageViewOf } from './stage-view.ts';
