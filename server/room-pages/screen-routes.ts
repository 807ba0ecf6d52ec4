// The shared screen: its link, the screen itself, and the end of the room.
import { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { COOKIES, type Visitor } from '../http/visitor.ts';
import { getSession, sayIn } from '../official/index.ts';
import { isOver } from '../protocol/session-names.ts';
import { isOpen } from '../registrations/index.ts';
import type { SharedRoom } from '../shared-rooms/index.ts';
import { entryPage } from './entry-presenter.ts';
import {
  ENTRY_PATH,
  NOBODY,
  type RoomPageServices,
  SCREEN_PATH,
  screenCookie,
  screenOf,
} from './room-page-services.ts';
import { presentScreen } from './screen-presenter.ts';

const params = z.object({ token: z.string().min(1).max(600) });
const query = z.object({ teks: z.string().optional(), segar: z.string().optional() });
const LINK_PATH = `${SCREEN_PATH}/:token`;

/** Runs `act` in the screen's room; a closed one says so and forgets the screen. */
export async function atScreen(
  services: RoomPageServices,
  { visitor, language }: { visitor: Visitor; language: Language },
  act: (room: SharedRoom) => Promise<Reply>,
): Promise<Reply> {
  let room: SharedRoom;
  try {
    room = await services.rooms.getOpen(screenOf(visitor).room);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'ROOM_CLOSED') throw error;
    const { status } = getSession(services.official, screenOf(visitor).session);
    const reason = isOver(status.session) ? new AppError('SESSION_ENDED') : error;
    const closed = await entryPage(services, visitor, language, { error: reason });
    return { ...closed, cookies: [{ name: COOKIES.room, value: null }, ...NOBODY] };
  }
  return act(room);
}

/** Without a script the screen's presence is renewed by loading it. */
const renewMembers = async (services: RoomPageServices, room: SharedRoom): Promise<void> => {
  const { people } = services.official;
  if (!isOpen(getSession(services.official, room.session).status.session)) return;
  for (const { registration: _id, seat, session, region } of await services.rooms.membersOf(
    room._id,
  )) {
    await people.attendance.renewPlain({ _id, seat, session, region });
  }
};

const roomOfLink = async (services: RoomPageServices, token: string): Promise<SharedRoom> => {
  const link = services.rooms.readScreenLink(token);
  if (!link) throw new AppError('LINK_INVALID');
  return services.rooms.getOpen(link.room);
};

const linkPage = (
  services: RoomPageServices,
  room: SharedRoom,
  { token, language }: { token: string; language: Language },
): PageReply => {
  const title = sayIn(services.official.visitors.catalogue, language)('shared-room.link.title');
  const session = getSession(services.official, room.session);
  const view = { token, place: room.place, session: session.title };
  return page({ template: 'screen-link', entry: 'check-in', title, view, session: session._id });
};

const linkRoutes = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: LINK_PATH,
    access: 'public',
    input: { params },
    handle: async ({ params: { token }, language }) =>
      linkPage(services, await roomOfLink(services, token), { token, language }),
  }),
  defineRoute({
    method: 'post',
    path: LINK_PATH,
    access: 'public',
    input: { params },
    async handle({ params: { token } }) {
      const room = await roomOfLink(services, token);
      return redirect(SCREEN_PATH, [...NOBODY, screenCookie(services, room)]);
    },
  }),
];

/** The screen, closing it, and the link's two routes. */
export const createScreenRoutes = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: SCREEN_PATH,
    access: 'room',
    input: { query },
    handle: ({ visitor, language, query: { teks, segar } }) =>
      atScreen(services, { visitor, language }, async (room) => {
        const isPlain = teks !== undefined;
        if (isPlain) await renewMembers(services, room);
        const screen = await presentScreen(services, room, { language, isPlain });
        // Coming back to the screen ends a turn; its script asking for news does not.
        return segar === undefined ? { ...screen, cookies: NOBODY } : screen;
      }),
  }),
  defineRoute({
    method: 'post',
    path: `${SCREEN_PATH}/tutup`,
    access: 'room',
    input: {},
    async handle({ visitor, address }) {
      const { room } = screenOf(visitor);
      const { place } = await services.rooms.getOpen(room);
      await services.rooms.close(room, {
        actor: { kind: 'room', id: room, label: place },
        address,
      });
      return redirect(ENTRY_PATH, [{ name: COOKIES.room, value: null }, ...NOBODY]);
    },
  }),
  ...linkRoutes(services),
];
