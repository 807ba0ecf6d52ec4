// A phone's way into a room: the typed or scanned code, what it means, and the confirmation.
import { z } from 'zod';
import { type AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { page, type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { normaliseCode } from '../invitations/index.ts';
import { findVisit, getSession, getVisit, sayIn } from '../official/index.ts';
import type { SharedRoom } from '../shared-rooms/index.ts';
import { entryPage } from './entry-presenter.ts';
import { ENTRY_PATH, joinPath, type RoomPageServices, themselves } from './room-page-services.ts';

/** Who has seen a code may confirm for so long, though it has changed: they check in before. */
const VISIT_SECONDS = 15 * 60;
const JOIN_PATH = '/r/:code';
const params = z.object({ code: z.string().max(40) });

type Context = Pick<RouteContext, 'visitor' | 'language' | 'address'>;

const REFUSALS = [
  'ROOM_CODE_MALFORMED',
  'ROOM_CODE_UNKNOWN',
  'ROOM_CODE_EXPIRED',
  'ROOM_CLOSED',
  'ROOM_OTHER_REGION',
  'SESSION_ENDED',
  'DOORS_CLOSED',
  'NOT_REGISTERED',
];
const isRefusal = (error: unknown): error is AppError =>
  isAppError(error) && REFUSALS.includes(error.code);

/** The room of a code, or of one that this browser has seen when it was new. */
async function findRoom(
  { rooms, limits }: RoomPageServices,
  typed: string,
  { visitor, address }: Context,
): Promise<SharedRoom> {
  const seen = visitor.roomVisit;
  if (seen && seen.code === normaliseCode(typed)) return rooms.getOpen(seen.room);
  const person = visitor.official?.registration;
  limits.byAddress.check(address);
  if (person) limits.byPerson.check(person);
  try {
    return await rooms.findByCode(typed);
  } catch (error) {
    // Only a well-formed code can be a guess; a typing mistake costs an office nothing.
    if (isAppError(error) && error.code === 'ROOM_CODE_UNKNOWN') {
      limits.byAddress.fail(address);
      if (person) limits.byPerson.fail(person);
    }
    throw error;
  }
}

/** Runs `act`; what refuses the code or the person is told over the form for another code. */
const orEntry = async (
  services: RoomPageServices,
  { visitor, language }: Context,
  typed: string,
  act: () => Promise<Reply>,
): Promise<Reply> => {
  try {
    return await act();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return entryPage(services, visitor, language, { error, typed: typed.slice(0, 40) });
  }
};

/** What joining will do, for whoever asks; nothing is changed by showing it. */
async function showRoom(
  services: RoomPageServices,
  room: SharedRoom,
  code: string,
  { visitor, language }: Context,
): Promise<Reply> {
  const { official, rooms } = services;
  const say = sayIn(official.visitors.catalogue, language);
  const visit = await findVisit(official, visitor);
  const member = visit && (await rooms.membershipOf(visit.registration._id));
  if (member?.room === room._id) return redirect(ENTRY_PATH);
  const before = member && (await rooms.getOpen(member.room).catch(() => undefined));
  const session = getSession(official, room.session);
  const [seat] = room.region
    ? await official.people.invitations.listOfRegion(session._id, room.region)
    : [];
  const view = {
    code,
    place: room.place,
    region: seat?.place ?? '',
    session: session.title,
    seat: visit ? { title: visit.seat.title, place: visit.seat.place } : null,
    isInvited: !visit && visitor.invitation !== undefined,
    before: before?.place ?? '',
  };
  const { roomVisit } = official.visitors.tokens;
  const value = roomVisit.sign({ room: room._id, code }, VISIT_SECONDS);
  return page({
    template: 'room-join',
    entry: 'check-in',
    title: say('shared-room.join.title'),
    view,
    session: session._id,
    cookies: [{ name: COOKIES.roomVisit, value, seconds: VISIT_SECONDS }],
  });
}

const joinRoutes = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: JOIN_PATH,
    access: 'public',
    input: { params },
    handle: ({ params: { code }, ...context }) =>
      orEntry(services, context, code, async () => {
        const room = await findRoom(services, code, context);
        return showRoom(services, room, normaliseCode(code) ?? code, context);
      }),
  }),
  defineRoute({
    method: 'post',
    path: JOIN_PATH,
    access: 'public',
    input: { params },
    handle: ({ params: { code }, ...context }) =>
      orEntry(services, context, code, async () => {
        const room = await findRoom(services, code, context);
        const visit = await findVisit(services.official, context.visitor);
        if (!visit) return redirect(joinPath(code));
        const { registration } = visit;
        const own = themselves(registration, context.address);
        await services.rooms.join(room._id, registration._id, { how: 'phone', reason: '', ...own });
        return redirect(ENTRY_PATH, [{ name: COOKIES.roomVisit, value: null }]);
      }),
  }),
];

/** /ruang, leaving it, and what a code leads to. */
export const createEntryRoutes = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: ENTRY_PATH,
    access: 'public',
    input: {},
    handle: ({ visitor, language }) => entryPage(services, visitor, language),
  }),
  defineRoute({
    method: 'post',
    path: ENTRY_PATH,
    access: 'public',
    input: { body: z.object({ code: z.string().catch('') }) },
    handle: ({ body: { code }, ...context }) =>
      orEntry(services, context, code, async () => {
        await findRoom(services, code, context);
        return redirect(joinPath(normaliseCode(code) ?? ''));
      }),
  }),
  defineRoute({
    method: 'post',
    path: `${ENTRY_PATH}/keluar`,
    access: 'official',
    input: {},
    async handle({ visitor, address }) {
      const { registration } = await getVisit(services.official, visitor);
      await services.rooms.leave(registration._id, themselves(registration, address));
      return redirect(ENTRY_PATH);
    },
  }),
  ...joinRoutes(services),
];
