// Seats as staff see them on the telephone: code, holder, and what can still be done.
import type { Seat } from '../invitations/index.ts';
import { searchOf, wordsOf } from '../protocol/search.ts';
import type { Registration } from '../registrations/index.ts';
import type { SeatServices } from './control-data.ts';

/** Most seats on one page; a search narrows them. */
export const SEATS_SHOWN = 40;

/** Seats that hold every word of the search in title or place; none for an empty search. */
export function matchSeats(seats: Seat[], search: string): Seat[] {
  if (wordsOf(search).length === 0) return [];
  const finds = searchOf(search);
  return seats.filter((seat) => finds(`${seat.title} ${seat.place}`));
}

export type HolderState = 'free' | 'registered' | 'checked-in' | 'signed';

const holderState = (registration: Registration | undefined, signed: boolean): HolderState => {
  if (!registration) return 'free';
  if (signed) return 'signed';
  return registration.checkedInAt ? 'checked-in' : 'registered';
};

export const contactLink = (contact: string): string =>
  contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(/[^\d+]/g, '')}`;

/** One seat with its holder; `code` says whether an issued code is valid. */
export async function seatView(seat: Seat, services: SeatServices) {
  const registration = await services.registrations.findOfSeat(seat._id);
  const signature = registration && (await services.signatures.find(registration._id));
  const state = holderState(registration, Boolean(signature?.leafHash));
  return {
    id: seat._id,
    title: seat.title,
    place: seat.place,
    codeState: seat.issue > 0 ? 'active' : 'withdrawn',
    issue: Math.abs(seat.issue),
    state,
    canFree: state === 'registered' || state === 'checked-in',
    hasHolder: state !== 'free',
    ...(registration && {
      holder: `${registration.acting} ${registration.name}`.trim(),
      record: `/kendali/orang/${registration._id}`,
      contact: registration.contact,
      contactLink: contactLink(registration.contact),
      pinMissing: registration.pinHash === null && !registration.erasedAt,
    }),
  };
}
