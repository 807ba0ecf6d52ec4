// The shared rooms' one door: one screen, several officials; each confirms, nobody for another.
export { type RoomWatch, watchRooms } from './room-watch.ts';
export type { RoomMember, SharedRoom } from './shared-room-model.ts';
export { joinRefusal } from './shared-room-rules.ts';
export {
  createSharedRoomService,
  type SharedRoomService,
} from './shared-room-service.ts';
export { createSharedRoomStore, type SharedRoomStore } from './shared-room-store.ts';
