// What the desk's pages ask of the other domains.
import type { Campaign } from '../campaigns/index.ts';
import type { Certificates } from '../certificates/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { SeatHolder } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { IssueDesk } from './issue-desk.ts';

export interface PeopleSources {
  campaignOf(session: SessionDocument): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  seats(session: string): Promise<Seat[]>;
  /** Holders of these seats, those before among them. */
  holders(seats: string[]): Promise<SeatHolder[]>;
}

export interface DeskServices {
  desk: IssueDesk;
  certificates: Pick<Certificates, 'store' | 'service' | 'longDesk'>;
  people: PeopleSources;
  live: LiveSessions;
  catalogue: Catalogue;
  /** Begins at once what was asked for. */
  wake(): void;
}

export const regionsOf = async (
  { campaignOf, regionsOf: read }: PeopleSources,
  session: SessionDocument,
): Promise<Region[]> => read(await campaignOf(session));

/** Who held which seat of a session, with the seat's words. */
export interface Held {
  registration: string;
  name: string;
  region: string | null;
  seat: Pick<Seat, 'title' | 'place'>;
}

/** Everybody who ever held a seat of the session. */
export async function heldSeats(people: PeopleSources, session: string): Promise<Held[]> {
  const seats = new Map((await people.seats(session)).map((seat) => [seat._id, seat]));
  const holders = await people.holders([...seats.keys()]);
  return holders.flatMap(({ _id, name, region, seat }) => {
    const found = seats.get(seat);
    return found ? [{ registration: _id, name, region, seat: found }] : [];
  });
}
