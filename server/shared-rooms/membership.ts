// Joining and leaving a room: each one transaction with its audit events, in the chain's order.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import { type ClientSession, type Database, isDuplicateKey } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import type {
  Registration,
  RegistrationService,
  RegistrationStore,
} from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { JoinedHow, LeftHow, RoomMember, SharedRoom } from './shared-room-model.ts';
import { joinRefusal, shortenReason } from './shared-room-rules.ts';
import type { SharedRoomStore } from './shared-room-store.ts';

/** How somebody confirmed; `by` is themselves, or who vouches for them with a `reason`. */
export interface Confirmation {
  how: JoinedHow;
  reason: string;
  by: AuditActor;
  address: string;
}
export type Leaver = Pick<Confirmation, 'by' | 'address'>;

export interface MembershipDependencies {
  database: Database;
  store: SharedRoomStore;
  audit: Audit;
  live: LiveSessions;
  people: Pick<RegistrationService, 'checkIn'> & Pick<RegistrationStore, 'find'>;
  time: { clock: Clock; random: RandomSource };
}

/**
 * Records that somebody is in the room, checks them in before, and moves them out of another room.
 * Joining again changes nothing, but that their own confirmation follows one that was vouched for.
 */
export async function joinRoom(
  roomId: string,
  registration: string,
  confirmation: Confirmation,
  dependencies: MembershipDependencies,
): Promise<RoomMember> {
  const { store, live, people } = dependencies;
  const room = await store.findRoom(roomId);
  const session = room && live.find(room.session);
  if (!room || !session) throw new AppError('ROOM_CLOSED');
  const person = await people.find(registration);
  if (!person) throw new AppError('NOT_REGISTERED');
  const state = session.status.session;
  const refusal = joinRefusal(room, state, person, confirmation);
  if (refusal) throw new AppError(refusal);
  await people.checkIn(person._id, state, confirmation.address);
  try {
    return await enter(room, person, confirmation, dependencies);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // They joined somewhere else in this very moment: the later one wins.
    return enter(room, person, confirmation, dependencies);
  }
}

const staysAs = (current: RoomMember, room: SharedRoom, how: JoinedHow): boolean =>
  current.room === room._id && !(current.how === 'vouched' && how !== 'vouched');

const enter = async (
  room: SharedRoom,
  person: Registration,
  confirmation: Confirmation,
  { database, store, audit, time }: MembershipDependencies,
): Promise<RoomMember> => {
  const current = await store.findMembership(person._id);
  if (current && staysAs(current, room, confirmation.how)) return current;
  const at = time.clock.now();
  const member = newMember(room, person, confirmation, at, newId(time.random));
  const leftHow = current?.room === room._id ? 'confirmed' : 'moved';
  const { by: actor, address } = confirmation;
  const context = { actor, address, session: room.session };
  await database.transaction(async (transaction) => {
    if (!(await store.countJoin(room._id, transaction))) throw new AppError('ROOM_CLOSED');
    if (current && (await store.endMembership(current._id, at, leftHow, transaction))) {
      await audit.write(
        { event: 'room.left', data: dataOf(current, leftHow), ...context },
        transaction,
      );
    }
    await store.insertMember(member, transaction);
    const data = { ...dataOf(member, member.how), reason: member.reason };
    await audit.write({ event: 'room.joined', data, ...context }, transaction);
  });
  return member;
};

const dataOf = ({ room, registration, seat }: RoomMember, how: JoinedHow | LeftHow) => ({
  room,
  registration,
  seat,
  how,
});

const newMember = (
  room: SharedRoom,
  person: Registration,
  { how, reason, by }: Confirmation,
  joinedAt: Date,
  _id: string,
): RoomMember => ({
  _id,
  room: room._id,
  session: room.session,
  registration: person._id,
  seat: person.seat,
  region: person.region,
  how,
  reason: how === 'vouched' ? shortenReason(reason) : '',
  by,
  joinedAt,
  leftAt: null,
  leftHow: null,
});

/** Ends somebody's membership; the others stay. Throws NOT_IN_ROOM when they are in none. */
export async function leaveRoom(
  registration: string,
  { by: actor, address }: Leaver,
  { database, store, audit, time }: MembershipDependencies,
): Promise<void> {
  const current = await store.findMembership(registration);
  if (!current) throw new AppError('NOT_IN_ROOM');
  const at = time.clock.now();
  const { session } = current;
  await database.transaction(async (transaction: ClientSession) => {
    if (!(await store.endMembership(current._id, at, 'left', transaction))) return;
    const event = 'room.left';
    await audit.write(
      { event, data: dataOf(current, 'left'), actor, address, session },
      transaction,
    );
  });
}
