// The page /ruang: the room that somebody is in, or the form for a room code.
import type { AppError } from '../core/app-error.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { formatTime } from '../http/views/index.ts';
import type { Visitor } from '../http/visitor.ts';
import { findVisit, sayIn } from '../official/index.ts';
import type { RoomPageServices } from './room-page-services.ts';

/** Refusals that another code can mend. */
const BAD_CODES = ['ROOM_CODE_MALFORMED', 'ROOM_CODE_UNKNOWN', 'ROOM_CODE_EXPIRED'];

export interface EntryOptions {
  /** Why the last code or room was refused. */
  error?: AppError;
  typed?: string;
}

/** Shows the form, or where this browser's official is. */
export async function entryPage(
  services: RoomPageServices,
  visitor: Visitor,
  language: Language,
  { error, typed = '' }: EntryOptions = {},
): Promise<PageReply> {
  const say = sayIn(services.official.visitors.catalogue, language);
  const visit = await findVisit(services.official, visitor);
  const member = visit && (await services.rooms.membershipOf(visit.registration._id));
  const room = member && (await services.rooms.getOpen(member.room).catch(() => undefined));
  const title = error
    ? say(`errors.${error.code}.title`, error.params)
    : say(room ? 'shared-room.here.title' : 'shared-room.entry.title');
  const view = {
    title,
    detail: error ? say(`errors.${error.code}.detail`, error.params) : '',
    isRefused: error !== undefined,
    isInvalid: error !== undefined && BAD_CODES.includes(error.code),
    isOver: error?.code === 'SESSION_ENDED',
    typed,
    here:
      !error && room && member ? { place: room.place, since: formatTime(member.joinedAt) } : null,
    isPresent: visit !== undefined && visit.registration.checkedInAt !== null,
  };
  return page({
    template: 'room',
    entry: 'check-in',
    title,
    view,
    ...(error && { status: error.status }),
  });
}
