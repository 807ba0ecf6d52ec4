// Who a socket is: read once at the handshake from its cookies, with at most one indexed read.
import { parseCookie } from 'cookie';
import { AppError } from '../core/app-error.ts';
import { type Language, languageOf } from '../http/language.ts';
import {
  COOKIES,
  type FindStaff,
  type LecternToken,
  readVisitor,
  type StaffIdentity,
  type VisitorTokens,
} from '../http/visitor.ts';
import { type SocketAuth, socketAuthSchema } from '../protocol/socket-events.ts';
import type { Registration, RegistrationService } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';

export interface SocketCaller {
  page: SocketAuth['page'];
  /** The session's id. */
  session: string;
  language: Language;
  address: string;
  official?: Registration;
  staff?: StaffIdentity;
  lectern?: LecternToken;
}

export interface CallerServices {
  tokens: VisitorTokens;
  findStaff: FindStaff;
  registrations: Pick<RegistrationService, 'findByToken'>;
  live: LiveSessions;
}

/** What a new connection says of itself, and where it came from. */
export interface Handshake {
  auth: unknown;
  cookie: string | undefined;
  address: string;
}

/** Throws INVALID_INPUT, NOT_SIGNED_IN, NOT_CHECKED_IN, NOT_REGISTERED or NOT_FOUND. */
export async function readCaller(
  handshake: Handshake,
  services: CallerServices,
): Promise<SocketCaller> {
  const auth = socketAuthSchema.safeParse(handshake.auth);
  if (!auth.success) throw new AppError('INVALID_INPUT', { field: 'auth' });
  const cookies = parseCookie(handshake.cookie ?? '');
  const visitor = await readVisitor(cookies, services.tokens, services.findStaff);
  const { page } = auth.data;
  const base = {
    page,
    language: languageOf(cookies[COOKIES.language]),
    address: handshake.address,
  };
  if (page === 'official') {
    if (!visitor.official) throw new AppError('NOT_SIGNED_IN');
    const official = await services.registrations.findByToken(visitor.official);
    if (!official) throw new AppError('NOT_REGISTERED');
    if (!official.checkedInAt) throw new AppError('NOT_CHECKED_IN');
    return { ...base, session: official.session, official };
  }
  if (page === 'lectern') {
    if (!visitor.lectern) throw new AppError('NOT_SIGNED_IN');
    return { ...base, session: visitor.lectern.session, lectern: visitor.lectern };
  }
  if ((page === 'control' || page === 'matrix') && !visitor.staff)
    throw new AppError('NOT_SIGNED_IN');
  const { live } = services;
  const slug = auth.data.session;
  const session = slug ? live.findBySlug(slug) : live.findDefault();
  if (!session) throw new AppError('NOT_FOUND');
  return { ...base, session: session._id, ...(visitor.staff && { staff: visitor.staff }) };
}
