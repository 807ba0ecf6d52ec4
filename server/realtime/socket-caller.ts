// Who a socket is: read once at the handshake from its cookies, with at most one indexed read.
import { parseCookie } from 'cookie';
import { AppError } from '../core/app-error.ts';
import { type Language, languageOf } from '../http/language.ts';
import { roleIn } from '../http/staff-roles.ts';
import {
  type CaptionerToken,
  COOKIES,
  type FindStaff,
  type LecternToken,
  readVisitor,
  type StaffIdentity,
  type Visitor,
  type VisitorTokens,
} from '../http/visitor.ts';
import type { Device } from '../protocol/attendance.ts';
import { type SocketAuth, socketAuthSchema } from '../protocol/socket-events.ts';
import type { HolderMemory, Registration } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { SharedRoom, SharedRoomService } from '../shared-rooms/index.ts';
import type { Roster } from '../stage/index.ts';
import type { Talk } from '../talk/index.ts';

export interface SocketCaller {
  page: SocketAuth['page'];
  /** The session's id. */
  session: string;
  language: Language;
  address: string;
  device: Device;
  official?: Registration;
  /** From before the official was found: what ends later ends this connection. */
  foundAt?: number;
  staff?: StaffIdentity;
  lectern?: LecternToken;
  captioner?: CaptionerToken;
  /** The one of the roster who stands at the lectern. */
  stagePerson?: Awaited<ReturnType<Roster['requireCurrent']>>;
  /** The shared room whose screen this is. */
  room?: SharedRoom;
  /** An official's turn at a shared screen ends then, and the line with it. */
  turnEndsAt?: Date;
}

export interface CallerServices {
  tokens: VisitorTokens;
  findStaff: FindStaff;
  holders: Pick<HolderMemory, 'find' | 'mark'>;
  live: LiveSessions;
  sharedRooms: Pick<SharedRoomService, 'getOpen'>;
  roster: Pick<Roster, 'requireCurrent'>;
  talk: { captionLinks: Pick<Talk['captionLinks'], 'requireCurrent'> };
}

/** What a new connection says of itself, and where it came from. */
export interface Handshake {
  auth: unknown;
  cookie: string | undefined;
  address: string;
}

/** Pages of staff alone; captions are also typed by who has the stenographer's link. */
const STAFF_PAGES: SocketAuth['page'][] = ['control', 'matrix', 'captions'];

/**
 * Throws INVALID_INPUT, NOT_SIGNED_IN, NOT_CHECKED_IN, NOT_REGISTERED, ROOM_CLOSED, STAGE_LINK_ENDED,
 * LINK_INVALID or NOT_FOUND.
 */
export async function readCaller(
  handshake: Handshake,
  services: CallerServices,
): Promise<SocketCaller> {
  const auth = socketAuthSchema.safeParse(handshake.auth);
  if (!auth.success) throw new AppError('INVALID_INPUT', { field: 'auth' });
  const cookies = parseCookie(handshake.cookie ?? '');
  const visitor = await readVisitor(cookies, services.tokens, services.findStaff);
  const { page } = auth.data;
  const staff = visitor.staff?.mustAddFactor ? undefined : visitor.staff;
  const base = {
    page,
    language: languageOf(cookies[COOKIES.language]),
    address: handshake.address,
    device: auth.data.device ?? ('unknown' as const),
  };
  if (page === 'official') {
    if (!visitor.official) throw new AppError('NOT_SIGNED_IN');
    const foundAt = services.holders.mark();
    const official = await services.holders.find(visitor.official);
    if (!official) throw new AppError('NOT_REGISTERED');
    if (!official.checkedInAt) throw new AppError('NOT_CHECKED_IN');
    const turn = await readTurn(visitor, services);
    return { ...base, session: official.session, official, foundAt, ...turn };
  }
  if (page === 'room') {
    if (!visitor.room) throw new AppError('NOT_SIGNED_IN');
    const room = await services.sharedRooms.getOpen(visitor.room.room);
    return { ...base, session: room.session, room };
  }
  if (page === 'lectern') {
    if (!visitor.lectern) throw new AppError('NOT_SIGNED_IN');
    const stagePerson = await services.roster.requireCurrent(visitor.lectern);
    return { ...base, session: stagePerson.session, lectern: visitor.lectern, stagePerson };
  }
  // Staff type as themselves and for the session of their page, whatever link they once opened.
  if (page === 'captions' && visitor.captioner && !visitor.staff) {
    await services.talk.captionLinks.requireCurrent(visitor.captioner);
    return { ...base, session: visitor.captioner.session, captioner: visitor.captioner };
  }
  if (STAFF_PAGES.includes(page) && !staff) throw new AppError('NOT_SIGNED_IN');
  const { live } = services;
  const slug = auth.data.session;
  const session = slug ? live.findBySlug(slug) : live.findDefault();
  if (!session) throw new AppError('NOT_FOUND');
  const role = staff ? roleIn(staff.grants, session.campaign) : null;
  if (STAFF_PAGES.includes(page) && !role) throw new AppError('FORBIDDEN');
  return { ...base, session: session._id, ...(staff && role && { staff: { ...staff, role } }) };
}

/** A member's turn at a shared screen: the screen goes on to hold the presence of its room. */
async function readTurn(
  { official, room }: Visitor,
  { sharedRooms }: CallerServices,
): Promise<Pick<SocketCaller, 'room' | 'turnEndsAt'>> {
  if (!official?.turn) return {};
  const turnEndsAt = new Date(official.turn.until);
  if (room?.room !== official.turn.room) return { turnEndsAt };
  return { room: await sharedRooms.getOpen(room.room), turnEndsAt };
}
