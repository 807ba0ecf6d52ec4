// An official makes this device the screen of a room: they name the place and are its first member.
import { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { findVisit, getVisit, type OfficialVisit, sayIn } from '../official/index.ts';
import { isOpen } from '../registrations/index.ts';
import {
  ENTRY_PATH,
  NOBODY,
  OPEN_PATH,
  type RoomPageServices,
  SCREEN_PATH,
  screenCookie,
  themselves,
} from './room-page-services.ts';

interface Refused {
  error: AppError;
  typed: string;
}

const openPage = (
  { official }: RoomPageServices,
  { seat, session }: OfficialVisit,
  language: Language,
  refused?: Refused,
): PageReply => {
  const say = sayIn(official.visitors.catalogue, language);
  const title = say('shared-room.open.title');
  const view = {
    title,
    seat: { title: seat.title, place: seat.place },
    typed: refused?.typed ?? '',
    error: refused ? say(`errors.${refused.error.code}.detail`, refused.error.params) : '',
  };
  return page({
    template: 'room-open',
    entry: 'check-in',
    title,
    view,
    session: session._id,
    ...(refused && { status: refused.error.status }),
  });
};

/** Opens the room and moves its first member in; this browser then speaks for nobody. */
async function open(
  services: RoomPageServices,
  visit: OfficialVisit,
  place: string,
  address: string,
): Promise<Reply> {
  const { registration, session } = visit;
  const state = session.status.session;
  // Nobody can be a member before the doors open; a room that nobody is in would be left behind.
  if (!isOpen(state) && state !== 'ended') throw new AppError('DOORS_CLOSED');
  const own = themselves(registration, address);
  const by = { actor: own.by, address };
  const { region } = registration;
  const room = await services.rooms.open({ session: session._id, region, place, seats: [], by });
  await services.rooms.join(room._id, registration._id, { how: 'phone', reason: '', ...own });
  return redirect(SCREEN_PATH, [...NOBODY, screenCookie(services, room)]);
}

/** The form and its answer. */
export const createOpenRoutes = (services: RoomPageServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: OPEN_PATH,
    access: 'official',
    input: {},
    async handle({ visitor, language }) {
      const visit = await findVisit(services.official, visitor);
      // In a turn at a screen there is a room already.
      if (!visit || visitor.official?.turn) return redirect(ENTRY_PATH);
      return openPage(services, visit, language);
    },
  }),
  defineRoute({
    method: 'post',
    path: OPEN_PATH,
    access: 'official',
    input: { body: z.object({ place: z.string().max(1_000).catch('') }) },
    async handle({ body: { place }, visitor, language, address }) {
      const visit = await getVisit(services.official, visitor);
      try {
        return await open(services, visit, place, address);
      } catch (error) {
        if (!isAppError(error)) throw error;
        return openPage(services, visit, language, { error, typed: place.slice(0, 200) });
      }
    },
  }),
];
