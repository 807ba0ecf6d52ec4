// Who is on an official's page: their registration, seat, session and campaign, read once.
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import { type CookieChange, redirect } from '../http/reply.ts';
import { COOKIES, type Visitor } from '../http/visitor.ts';
import type { Seat } from '../invitations/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { OfficialServices } from './official-services.ts';

/** A registered official on a page. */
export interface OfficialVisit {
  registration: Registration;
  seat: Seat;
  session: SessionDocument;
  campaign: Campaign;
}

/** The cookie lasts a day; after that the code and the PIN lead back. */
const OFFICIAL_SECONDS = 24 * 3600;

export const CHECK_IN_PATH = '/lapor-hadir';
export const STAGE_PATH = '/panggung';

/** Where somebody who has checked in goes: back to the room whose code they have scanned. */
export const wayOn = ({ roomVisit }: Visitor): string =>
  roomVisit ? `/r/${roomVisit.code}` : STAGE_PATH;

/** The cookie that makes this browser the holder's. */
export const officialCookie = (
  { visitors }: Pick<OfficialServices, 'visitors'>,
  registration: Registration,
): CookieChange => ({
  name: COOKIES.official,
  value: visitors.tokens.official.sign(
    {
      registration: registration._id,
      session: registration.session,
      region: registration.region ?? '',
      generation: registration.generation,
    },
    OFFICIAL_SECONDS,
  ),
  seconds: OFFICIAL_SECONDS,
});

/** The session's live document; throws NOT_FOUND. */
export function getSession({ event }: OfficialServices, id: string): SessionDocument {
  const session = event.live.find(id);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}

/** The visitor's registration with its surroundings; undefined for a stranger or an old cookie. */
export async function findVisit(
  services: OfficialServices,
  visitor: Visitor,
): Promise<OfficialVisit | undefined> {
  if (!visitor.official) return undefined;
  const registration = await services.people.registrations.findByToken(visitor.official);
  if (!registration) return undefined;
  const seat = await services.people.invitations.find(registration.seat);
  if (!seat) return undefined;
  const session = getSession(services, registration.session);
  return { registration, seat, session, campaign: await services.event.campaignOf(session) };
}

/** The visit of somebody who changes something; throws NOT_REGISTERED when the cookie is old. */
export async function getVisit(
  services: OfficialServices,
  visitor: Visitor,
): Promise<OfficialVisit> {
  const visit = await findVisit(services, visitor);
  if (!visit) throw new AppError('NOT_REGISTERED');
  return visit;
}

/** Back to checking in; an old cookie is dropped on the way. */
export const toCheckIn = (visit: OfficialVisit | undefined) =>
  redirect(CHECK_IN_PATH, visit ? [] : [{ name: COOKIES.official, value: null }]);
