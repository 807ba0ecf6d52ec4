// The one door of the livestream domain.
export { type LivestreamRole, personOf, roomName, sessionOfRoom } from './grants.ts';
export {
  type AccessRequest,
  createLivestream,
  type Livestream,
  type LivestreamAccess,
} from './livestream-service.ts';
export { createStageFollower, type StageFollower, type Wanted } from './stage-follower.ts';
export { streamStateOf, watchStreams } from './stream-watch.ts';
