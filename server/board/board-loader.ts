// A session's board read from the collections, and how a fact or a status changes it afterwards.
import type { PresenceDocument } from '../attendance/index.ts';
import type { BoardPhase } from '../protocol/board.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { BoardFact } from './board-facts.ts';
import { type BoardProjection, createBoardProjection } from './board-projection.ts';
import type { BoardSeat } from './board-seats.ts';

/** What a board is rebuilt from; each is one read for the whole session. */
export interface BoardSources {
  regions(session: SessionDocument): Promise<string[]>;
  seats(session: string): Promise<BoardSeat[]>;
  registrations(session: string): Promise<Registration[]>;
  presence(session: string, endedAt: Date | undefined): Promise<PresenceDocument[]>;
  signedSeats(session: string): Promise<string[]>;
}

/** A board in memory; a frozen one takes signatures on their way, and nothing else. */
export interface LoadedBoard {
  projection: BoardProjection;
  frozen: boolean;
}

/** Registration -> its seat: news of a registration names no seat. */
export type SeatsOfRegistrations = Map<string, string>;

/** The board's phase as the session's status has it. */
export const phaseOf = ({ status }: SessionDocument): BoardPhase => {
  if (status.session === 'ended' || status.session === 'archived') return 'frozen';
  return status.signingOpenedAt ? 'signing' : 'presence';
};

/** Reads a board; an ended session's is read as of its end. Adds to `seatsOf` what it learns. */
export async function readBoard(
  session: SessionDocument,
  sources: BoardSources,
  seatsOf: SeatsOfRegistrations,
  firstVersion: number,
): Promise<LoadedBoard> {
  const { _id: id, status } = session;
  const frozen = phaseOf(session) === 'frozen';
  const endedAt = frozen && status.endedAt ? new Date(status.endedAt) : undefined;
  const [regions, seats, registrations, presence, signedSeats] = await Promise.all([
    sources.regions(session),
    sources.seats(id),
    sources.registrations(id),
    sources.presence(id, endedAt),
    sources.signedSeats(id),
  ]);
  const projection = createBoardProjection({ regions, seats, firstVersion });
  for (const one of registrations) {
    seatsOf.set(one._id, one.seat);
    if (one.checkedInAt) projection.checkedIn(one._id, one.seat, one.checkedInAt.getTime());
  }
  for (const one of presence) projection.opened(one._id, one.seat);
  for (const seat of signedSeats) projection.signed(seat);
  return { projection, frozen };
}

/** Applies one fact; facts of other sessions' intervals and people change nothing. */
export function applyFact(
  { projection, frozen }: LoadedBoard,
  fact: BoardFact,
  seatsOf: SeatsOfRegistrations,
): void {
  if (fact.kind === 'signed') projection.signed(fact.seat);
  if (frozen) return;
  if (fact.kind === 'opened') projection.opened(fact.interval, fact.seat);
  if (fact.kind === 'closed') projection.closed(fact.interval);
  if (fact.kind === 'ended') projection.ended(fact.registration);
  if (fact.kind !== 'checked-in') return;
  const seat = seatsOf.get(fact.registration);
  if (seat) projection.checkedIn(fact.registration, seat, fact.at);
}

/** Sets phase and opening of the signing as the session's status has them. */
export function applyStatus({ projection }: LoadedBoard, session: SessionDocument): void {
  const { signingOpenedAt } = session.status;
  projection.setPhase(phaseOf(session), signingOpenedAt ? Date.parse(signingOpenedAt) : undefined);
}
