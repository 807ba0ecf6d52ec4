// The shared rooms' one door: one screen, several officials; each confirms, nobody for another.
export type { Confirmation, Leaver } from './membership.ts';
export type { RoomCodes } from './room-codes.ts';
export { type RoomWatch, watchRooms } from './room-watch.ts';
export type { JoinedHow, LeftHow, RoomMember, SharedRoom } from './shared-room-model.ts';
export { isOver, joinRefusal } from './shared-room-rules.ts';
export {
  createSharedRoomService,
  type NewRoom,
  type SharedRoomService,
} from './shared-room-service.ts';
export { createSharedRoomStore, type SharedRoomStore } from './shared-room-store.ts';
