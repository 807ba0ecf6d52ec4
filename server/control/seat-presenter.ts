// Seats as staff see them on the telephone: code, holder, and what can still be done.
import type { Seat } from '../invitations/index.ts';
import type { Registration } from '../registrations/index.ts';
import type { SeatServices } from './control-data.ts';

/** Most seats on one page; a search narrows them. */
export const SEATS_SHOWN = 40;

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9 ]+/g, ' ');

/** Seats that hold every word of the search in title or place; none for an empty search. */
export function matchSeats(seats: Seat[], search: string): Seat[] {
  const words = fold(search).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return seats.filter((seat) => {
    const text = fold(`${seat.title} ${seat.place}`);
    return words.every((word) => text.includes(word));
  });
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
      pinMissing: registration.pinHash === null,
    }),
  };
}
