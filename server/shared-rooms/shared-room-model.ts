// Shared rooms: one screen and the officials before it, and the codes that the screen has shown.
import { type Connection, type Model, Schema } from 'mongoose';
import type { AuditActor } from '../audit/index.ts';

/** `region` null: a room of officials from anywhere, for example at the host's. */
export interface SharedRoom {
  _id: string;
  session: string;
  region: string | null;
  /** Where it is, as people read it: "Aula Setda". */
  place: string;
  /** Seats that are expected here; anybody of the region may join all the same. */
  seats: string[];
  openedBy: AuditActor;
  openedAt: Date;
  closedAt: Date | null;
  /** Counts joins: closing and joining at the same moment can't both succeed. */
  joins: number;
}

/**
 * How somebody confirmed to be in the room. phone: on a device of their own. pin: with their PIN at
 * the screen. vouched: the coordinator confirms for them, with a reason.
 */
const JOINED_HOW = ['phone', 'pin', 'vouched'] as const;
export type JoinedHow = (typeof JOINED_HOW)[number];
/** confirmed: they confirmed themselves what had been vouched for; a new membership follows. */
const LEFT_HOW = ['left', 'moved', 'confirmed', 'room-closed', 'seat-ended'] as const;
export type LeftHow = (typeof LEFT_HOW)[number];

/** `leftAt` null: in the room now. A person is in at most one room. */
export interface RoomMember {
  _id: string;
  room: string;
  session: string;
  registration: string;
  seat: string;
  region: string | null;
  how: JoinedHow;
  /** Why the coordinator vouched; empty otherwise. */
  reason: string;
  by: AuditActor;
  joinedAt: Date;
  leftAt: Date | null;
  leftHow: LeftHow | null;
}

/** A code that was shown. `_id` is its lookup hash; `window` counts the windows since 1970. */
export interface RoomCode {
  _id: string;
  room: string;
  window: number;
  /** Which try made it: above 0 when another room showed the same code just then. */
  attempt: number;
  /** Until when it is taken. */
  acceptedUntil: Date;
}

/** So long it is known that a code was one (ROOM_CODE_EXPIRED), in seconds. */
const CODES_KEPT_S = 6 * 3600;

const text = { type: String, required: true } as const;
const moment = { type: Date, default: null } as const;
const roomSchema = new Schema<SharedRoom>(
  {
    _id: text,
    session: text,
    region: { type: String, default: null },
    place: text,
    seats: { type: [String], required: true },
    openedBy: { type: Schema.Types.Mixed, required: true },
    openedAt: { type: Date, required: true },
    closedAt: moment,
    joins: { type: Number, required: true },
  },
  { collection: 'shared_rooms', versionKey: false },
);
roomSchema.index({ session: 1, region: 1, closedAt: 1 });

const memberSchema = new Schema<RoomMember>(
  {
    _id: text,
    room: text,
    session: text,
    registration: text,
    seat: text,
    region: { type: String, default: null },
    how: { type: String, enum: JOINED_HOW, required: true },
    reason: { type: String, default: '' },
    by: { type: Schema.Types.Mixed, required: true },
    joinedAt: { type: Date, required: true },
    leftAt: moment,
    leftHow: { type: String, default: null },
  },
  { collection: 'room_members', versionKey: false },
);
memberSchema.index(
  { registration: 1 },
  { unique: true, partialFilterExpression: { leftAt: null } },
);
memberSchema.index({ room: 1, leftAt: 1 });
memberSchema.index({ session: 1, leftAt: 1 });

const codeSchema = new Schema<RoomCode>(
  {
    _id: text,
    room: text,
    window: { type: Number, required: true },
    attempt: { type: Number, required: true },
    acceptedUntil: { type: Date, required: true },
  },
  { collection: 'room_codes', versionKey: false },
);
codeSchema.index({ room: 1, window: 1 }, { unique: true });
codeSchema.index({ acceptedUntil: 1 }, { expireAfterSeconds: CODES_KEPT_S });

export const roomModel = (connection: Connection): Model<SharedRoom> =>
  connection.models.SharedRoom ?? connection.model<SharedRoom>('SharedRoom', roomSchema);
export const memberModel = (connection: Connection): Model<RoomMember> =>
  connection.models.RoomMember ?? connection.model<RoomMember>('RoomMember', memberSchema);
export const roomCodeModel = (connection: Connection): Model<RoomCode> =>
  connection.models.RoomCode ?? connection.model<RoomCode>('RoomCode', codeSchema);
