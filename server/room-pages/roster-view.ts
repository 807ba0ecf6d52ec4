// Who is in the room, and who of its region is not: one row a seat, with what can be done there.
import { formatTime } from '../http/views/index.ts';
import type { Seat } from '../invitations/index.ts';
import type { Say } from '../official/index.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import type { Registration } from '../registrations/index.ts';
import type { RoomMember, SharedRoom } from '../shared-rooms/index.ts';
import type { RoomPageServices } from './room-page-services.ts';

export interface RosterRow {
  seat: string;
  title: string;
  state: DelegationRow['state'];
  /** How the state is called. */
  word: string;
  /** How they confirmed, or why they are not in the room. */
  note: string;
  inRoom: boolean;
  isVouched: boolean;
  /** Registered and not in the room: may join with the PIN. */
  canJoin: boolean;
  /** Why the PIN typed for this seat was refused. */
  refusal: string;
}

/** The refusal of a PIN at the screen. */
export interface SeatRefusal {
  seat: string;
  message: string;
}

type States = Map<string, DelegationRow['state']>;

/** Members first, in the order of arriving; then the other seats of the region. */
export async function presentRoster(
  room: SharedRoom,
  { official, rooms, holders }: RoomPageServices,
  say: Say,
  refusal?: SeatRefusal,
): Promise<RosterRow[]> {
  const { invitations } = official.people;
  const [members, seats, registrations] = await Promise.all([
    rooms.membersOf(room._id),
    invitations.listOfRegion(room.session, room.region),
    holders.listActiveOfRegion(room.session, room.region),
  ]);
  const guests = members.filter(({ seat }) => !seats.some(({ _id }) => _id === seat));
  const all = [...seats, ...(await seatsOf(guests, invitations.find))];
  const states = await statesOf(room, members, official);
  const memberOf = new Map(members.map((member) => [member.seat, member]));
  const holderOf = new Map(registrations.map((holder) => [holder.seat, holder]));
  const row = (seat: Seat): RosterRow => {
    const member = memberOf.get(seat._id);
    const state = states.get(seat._id) ?? 'absent';
    const isVouched = member?.how === 'vouched';
    return {
      seat: seat._id,
      title: room.region === null ? `${seat.title}, ${seat.place}` : seat.title,
      state,
      word: say(`screen.client.state.${state}`),
      note: member ? memberNote(member, say) : otherNote(holderOf.get(seat._id), state, say),
      inRoom: member !== undefined,
      isVouched,
      canJoin: !member && holderOf.has(seat._id),
      refusal: refusal?.seat === seat._id ? refusal.message : '',
    };
  };
  const order = members.map(({ seat }) => seat);
  const rank = ({ _id }: Seat) => (order.includes(_id) ? order.indexOf(_id) : order.length);
  const isShown = ({ _id }: Seat) =>
    room.region !== null || memberOf.has(_id) || holderOf.has(_id) || room.seats.includes(_id);
  return all
    .filter(isShown)
    .sort((a, b) => rank(a) - rank(b) || a.ordinal - b.ordinal)
    .map(row);
}

const seatsOf = async (
  members: RoomMember[],
  find: (seat: string) => Promise<Seat | undefined>,
): Promise<Seat[]> => {
  const seats = await Promise.all(members.map(({ seat }) => find(seat)));
  return seats.filter((seat) => seat !== undefined);
};

const statesOf = async (
  { session, region }: SharedRoom,
  members: RoomMember[],
  { event }: RoomPageServices['official'],
): Promise<States> => {
  const regions = new Set([region, ...members.map((member) => member.region)]);
  const rows = await Promise.all([...regions].map((one) => event.boards.delegation(session, one)));
  return new Map(rows.flat().map(({ seat, state }) => [seat, state]));
};

const memberNote = ({ how, joinedAt, by, reason }: RoomMember, say: Say): string =>
  say(`screen.how.${how}`, { time: formatTime(joinedAt), by: by.label, reason });

const otherNote = (
  holder: Registration | undefined,
  state: DelegationRow['state'],
  say: Say,
): string => {
  if (state === 'present') return say('screen.other.elsewhere');
  if (state === 'signed') return say('screen.other.signed');
  return say(holder ? 'screen.other.registered' : 'screen.other.free');
};
