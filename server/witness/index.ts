// The witness domain: what the media engine saw, beside the record of presence.
export { createMediaEventStore } from './media-event-store.ts';
export { createWitnessRoutes } from './witness-routes.ts';
export {
  createWitnessService,
  type Disagreement,
  type WitnessService,
} from './witness-service.ts';
