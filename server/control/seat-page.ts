// The page of seats that match a search, with what was just done to one of them.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { isOwner, type Visitor } from '../http/visitor.ts';
import { getSession } from '../sessions/index.ts';
import type { ControlData } from './control-data.ts';
import { matchSeats, SEATS_SHOWN, seatView } from './seat-presenter.ts';

export interface SeatPageState {
  cari: string;
  selesai?: string | undefined;
  newCode?: object;
}

interface Asking {
  data: ControlData;
  catalogue: Catalogue;
  language: Language;
  visitor: Visitor;
}

/** Seats of the session under `slug`, or of the default one. Throws NOT_FOUND. */
export async function seatPage(
  { data, catalogue, language, visitor }: Asking,
  slug: string | undefined,
  state: SeatPageState,
): Promise<PageReply> {
  const session = getSession(data.live, slug);
  const found = matchSeats(await data.seats.invitations.list(session._id), state.cari);
  const shown = found.slice(0, SEATS_SHOWN);
  return page({
    template: 'seats',
    layout: 'staff',
    title: catalogue.text(language, 'seats.title'),
    entry: 'staff-form',
    view: {
      ...state,
      isOwner: isOwner(visitor),
      openObjections: await data.openObjections(session._id),
      slug: session.slug,
      session: session.title,
      seats: await Promise.all(shown.map((seat) => seatView(seat, data.seats))),
      found: found.length,
      hasMore: found.length > shown.length,
      shown: shown.length,
      // Who searched for one seat sees at once what can be done for it.
      fewFound: found.length > 0 && found.length <= 2,
    },
  });
}
