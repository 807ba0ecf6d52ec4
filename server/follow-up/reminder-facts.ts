// Who has not signed: regions by the campaign's rule, and in each the offices without a signature.
import { coordinatorTarget } from '../contacts/index.ts';
import type { Recipient } from '../delivery/index.ts';
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { canSignLate, type LateWindow, lateWindow } from './reminder-rules.ts';
import type { ReminderSources } from './reminder-services.ts';

export interface UnsignedSeat {
  seat: Seat;
  /** They may still sign: the window is open or to come, and they checked in or still can. */
  canSign: boolean;
}
export interface UnsignedRegion {
  region: Region;
  seats: UnsignedSeat[];
}

/** All regions that have not signed, in the order of their set, as of `now`. */
export async function unsignedRegions(
  sources: ReminderSources,
  session: SessionDocument,
  now: Date,
): Promise<{ window: LateWindow; regions: UnsignedRegion[] }> {
  const { delivery } = sources;
  const [regions, seats, holders, signed, signatures] = await Promise.all([
    delivery.regionsOf(session),
    delivery.seatsOf(session._id),
    delivery.holdersOf(session._id),
    sources.signedRegions(session),
    sources.signedSeats(session._id),
  ]);
  const window = lateWindow(session, now.getTime());
  const checkedIn = new Map(holders.map((one) => [one.seat, one.checkedInAt]));
  const own = new Map<string, UnsignedSeat[]>();
  for (const seat of seats) {
    if (seat.region === null || signatures.has(seat._id)) continue;
    const canSign = canSignLate(window, session, checkedIn.get(seat._id));
    own.set(seat.region, [...(own.get(seat.region) ?? []), { seat, canSign }]);
  }
  const unsigned = regions.flatMap((region) => {
    const open = own.get(region.code);
    return open && !signed.has(region.code) ? [{ region, seats: open }] : [];
  });
  return { window, regions: unsigned };
}

/** Whom a mail can reach: the offices without a signature, and their regions' coordinators. */
export async function unsignedRecipients(
  { delivery }: ReminderSources,
  session: string,
  regions: readonly UnsignedRegion[],
): Promise<Recipient[]> {
  const contacts = await delivery.contactsOf(session);
  const contactOf = new Map(contacts.map((one) => [one.target, one]));
  const reached = (target: string, label: string): Recipient[] => {
    const { email = '', name = '' } = contactOf.get(target) ?? {};
    return email === '' ? [] : [{ target, email, name, label, open: null }];
  };
  return regions.flatMap(({ region, seats }) => [
    ...seats.flatMap(({ seat }) => reached(seat._id, `${seat.title}, ${seat.place}`)),
    ...reached(coordinatorTarget(region.code), `Koordinator, ${region.name}`),
  ]);
}
