// What members do at the shared screen, each with their own PIN: come in, take a turn, leave.
import { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type CookieChange, json, type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { sayIn } from '../official/index.ts';
import { pinSchema, type Registration } from '../registrations/index.ts';
import type { SharedRoom } from '../shared-rooms/index.ts';
import { type RoomPageServices, SCREEN_PATH, themselves } from './room-page-services.ts';
import { presentScreen } from './screen-presenter.ts';
import { atScreen } from './screen-routes.ts';

const typed = z.string().max(100).catch('').default('');
const body = z.object({
  seat: typed,
  pin: typed,
  /** json: asked by the screen's script, which keeps the broadcast running. */
  as: z.enum(['page', 'json']).catch('page').default('page'),
  teks: z.string().optional(),
});
type Body = z.output<typeof body>;
type Context = Pick<RouteContext, 'visitor' | 'language' | 'address'> & { body: Body };

/** How long a turn at the screen lasts, in seconds; its line ends with it. */
export const TURN_SECONDS = 10 * 60;
const SHEET_PATH = '/ikrar';

interface Done {
  to: string;
  cookies?: CookieChange[];
}

/** Checks the PIN of a seat of this room's region; throws its refusals. */
async function holderOf(
  { official }: RoomPageServices,
  room: SharedRoom,
  { seat: id, pin }: Body,
  address: string,
): Promise<Registration> {
  const seat = await official.people.invitations.find(id);
  if (!seat) throw new AppError('NOT_REGISTERED');
  const isOther = room.region !== null && seat.region !== room.region;
  if (seat.session !== room.session || isOther) throw new AppError('ROOM_OTHER_REGION');
  const checked = pinSchema.safeParse(pin);
  if (!checked.success) throw new AppError('PIN_FORMAT');
  return official.people.registrations.checkPin(seat._id, checked.data, address);
}

const requireMember = async (
  { rooms }: RoomPageServices,
  room: SharedRoom,
  { _id }: Registration,
): Promise<void> => {
  const member = await rooms.membershipOf(_id);
  if (member?.room !== room._id) throw new AppError('NOT_IN_ROOM');
};

/** A cookie of their own for ten minutes, which says that it is a turn at this screen. */
const turnCookie = (
  { official }: RoomPageServices,
  room: SharedRoom,
  { _id, session, region, generation }: Registration,
): CookieChange => {
  const { tokens, clock } = official.visitors;
  const until = new Date(clock.now().getTime() + TURN_SECONDS * 1000).toISOString();
  const token = { registration: _id, session, region: region ?? '', generation };
  const turn = { room: room._id, until };
  const value = tokens.official.sign({ ...token, turn }, TURN_SECONDS);
  return { name: COOKIES.official, value, seconds: TURN_SECONDS };
};

/** Runs `act` for the person whose PIN was typed; a refusal is shown at their row. */
const withPin = (
  services: RoomPageServices,
  { body, visitor, language, address }: Context,
  act: (room: SharedRoom, person: Registration) => Promise<Done>,
): Promise<Reply> =>
  atScreen(services, { visitor, language }, async (room) => {
    try {
      const person = await holderOf(services, room, body, address);
      const { to, cookies = [] } = await act(room, person);
      return body.as === 'json' ? json({ ok: true, to }, { cookies }) : redirect(to, cookies);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { code, params, status } = error;
      const say = sayIn(services.official.visitors.catalogue, language);
      const message = say(`errors.${code}.detail`, params);
      if (body.as === 'json') return json({ ok: false, code, message }, { status });
      const refusal = { seat: body.seat, message, status };
      return presentScreen(services, room, { language, isPlain: body.teks !== undefined, refusal });
    }
  });

const screenPath = ({ teks }: Body): string => (teks ? `${SCREEN_PATH}?teks=1` : SCREEN_PATH);

/** Coming in, taking a turn and leaving by PIN; a turn ends with going back to the screen. */
export const createScreenActs = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${SCREEN_PATH}/masuk`,
    access: 'room',
    input: { body },
    handle: (context) =>
      withPin(services, context, async (room, person) => {
        const own = themselves(person, context.address);
        await services.rooms.join(room._id, person._id, { how: 'pin', reason: '', ...own });
        return { to: screenPath(context.body) };
      }),
  }),
  defineRoute({
    method: 'post',
    path: `${SCREEN_PATH}/giliran`,
    access: 'room',
    input: { body },
    handle: (context) =>
      withPin(services, context, async (room, person) => {
        await requireMember(services, room, person);
        return { to: SHEET_PATH, cookies: [turnCookie(services, room, person)] };
      }),
  }),
  defineRoute({
    method: 'post',
    path: `${SCREEN_PATH}/keluar`,
    access: 'room',
    input: { body },
    handle: (context) =>
      withPin(services, context, async (room, person) => {
        await requireMember(services, room, person);
        await services.rooms.leave(person._id, themselves(person, context.address));
        return { to: screenPath(context.body) };
      }),
  }),
];
