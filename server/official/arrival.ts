// Whose seat a visitor of the check-in page stands before, and how they stand to it.
import type { Campaign } from '../campaigns/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Seat } from '../invitations/index.ts';
import { stageScene } from '../protocol/official-screen.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { OfficialServices } from './official-services.ts';
import { findVisit, getSession } from './official-visit.ts';

/** A visitor before a seat; `isHolder` when this browser is its holder's. */
export interface Arrival {
  seat: Seat;
  session: SessionDocument;
  campaign: Campaign;
  holder: Registration | undefined;
  isHolder: boolean;
}

/**
 * register: a free seat. pin: filled, this browser is not its holder's. new-pin: its PIN was
 * reset. waiting: the doors are closed. arrive: may check in. present: has. over: it is too late.
 */
export type CheckInStep =
  | 'register'
  | 'pin'
  | 'new-pin'
  | 'waiting'
  | 'arrive'
  | 'present'
  | 'over';

/** What the visitor of a seat does next. */
export function checkInStep({ holder, isHolder, session }: Arrival): CheckInStep {
  const isOver = stageScene(session.status) === 'ended';
  if (!holder) return isOver ? 'over' : 'register';
  if (holder.erasedAt) return 'over';
  if (!isHolder) return holder.pinHash === null ? 'new-pin' : 'pin';
  if (holder.checkedInAt) return 'present';
  if (isOver) return 'over';
  return isOpen(session.status.session) ? 'arrive' : 'waiting';
}

const invitedSeat = async (
  { people }: OfficialServices,
  visitor: Visitor,
): Promise<Seat | AppError | undefined> => {
  if (!visitor.invitation) return undefined;
  const seat = await people.invitations.find(visitor.invitation.seat);
  if (!seat) return undefined;
  if (seat.issue === visitor.invitation.issue) return seat;
  return new AppError(seat.issue < 0 ? 'CODE_WITHDRAWN' : 'CODE_REPLACED');
};

/**
 * Reads the arrival: an opened invitation decides the seat, else the holder's own cookie. Throws
 * NOT_SIGNED_IN without either, CODE_REPLACED or CODE_WITHDRAWN when only an old invitation is left.
 */
export async function getArrival(services: OfficialServices, visitor: Visitor): Promise<Arrival> {
  const invited = await invitedSeat(services, visitor);
  const visit = await findVisit(services, visitor);
  const seat = invited instanceof AppError ? visit?.seat : (invited ?? visit?.seat);
  if (!seat) throw invited instanceof AppError ? invited : new AppError('NOT_SIGNED_IN');
  const session = getSession(services, seat.session);
  const holder = await services.people.registrations.findOfSeat(seat._id);
  return {
    seat,
    session,
    campaign: await services.event.campaignOf(session),
    holder,
    isHolder: holder !== undefined && visit?.registration._id === holder._id,
  };
}
