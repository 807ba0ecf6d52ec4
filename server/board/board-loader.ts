// A session's board read from the collections, and how a fact or a status changes it afterwards.
import type { PresenceDocument } from '../attendance/index.ts';
import type { RegionRules } from '../campaigns/index.ts';
import type { BoardPhase } from '../protocol/board.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { BoardFact } from './board-facts.ts';
import { type BoardProjection, createBoardProjection } from './board-projection.ts';
import type { BoardSeat, Memory } from './board-seats.ts';

/** What a board is rebuilt from; each is one read for the whole session. */
export interface BoardSources {
  regions(session: SessionDocument): Promise<string[]>;
  rules(session: SessionDocument): Promise<RegionRules>;
  seats(session: string): Promise<BoardSeat[]>;
  registrations(session: string): Promise<Registration[]>;
  /** Presence as of `endedAt`, or as of now. */
  presence(session: string, endedAt: Date | undefined): Promise<PresenceDocument[]>;
  /** The earliest presence on each seat, of those that had begun at `endedAt`. */
  firstPresence(session: string, endedAt: Date | undefined): Promise<{ seat: string; at: Date }[]>;
  signedSeats(session: string): Promise<string[]>;
}

/** A board in memory; a frozen one takes signatures on their way, and nothing else. */
export interface LoadedBoard {
  projection: BoardProjection;
  frozen: boolean;
}

/** The board's phase as the session's status has it. */
export const phaseOf = ({ status }: SessionDocument): BoardPhase => {
  if (status.session === 'ended' || status.session === 'archived') return 'frozen';
  return status.signingOpenedAt ? 'signing' : 'presence';
};

/** Reads a board; an ended session's is read as of its end. `memory` is that of the one before. */
export async function readBoard(
  session: SessionDocument,
  sources: BoardSources,
  { firstVersion, memory }: { firstVersion: number; memory: Memory | undefined },
): Promise<LoadedBoard> {
  const { _id: id, status } = session;
  const frozen = phaseOf(session) === 'frozen';
  const endedAt = frozen && status.endedAt ? new Date(status.endedAt) : undefined;
  const [regions, rules, seats, ...people] = await Promise.all([
    sources.regions(session),
    sources.rules(session),
    sources.seats(id),
    sources.registrations(id),
    sources.presence(id, endedAt),
    sources.firstPresence(id, endedAt),
    sources.signedSeats(id),
  ]);
  const projection = createBoardProjection({
    ...{ regions, rules, seats, firstVersion },
    // A frozen board is as of its end: closings that came since must not empty it.
    ...(memory && !frozen && { memory }),
  });
  fill(projection, people);
  return { projection, frozen };
}

const fill = (
  projection: BoardProjection,
  [registrations, presence, first, signedSeats]: [
    Registration[],
    PresenceDocument[],
    { seat: string; at: Date }[],
    string[],
  ],
): void => {
  for (const one of registrations) {
    projection.registered(one._id, one.seat);
    if (one.checkedInAt) projection.checkedIn(one._id, one.checkedInAt.getTime());
  }
  for (const { seat, at } of first) projection.wasPresent(seat, at.getTime());
  for (const one of presence) projection.opened(one._id, one.seat, one.startedAt.getTime());
  for (const seat of signedSeats) projection.signed(seat);
};

/** Applies one fact; those of other sessions' intervals and people change nothing. */
export function applyFact({ projection, frozen }: LoadedBoard, fact: BoardFact): void {
  if (fact.kind === 'signed') projection.signed(fact.seat);
  if (frozen) return;
  if (fact.kind === 'opened') projection.opened(fact.interval, fact.seat, fact.at);
  if (fact.kind === 'closed') projection.closed(fact.interval);
  if (fact.kind === 'registered') projection.registered(fact.registration, fact.seat);
  if (fact.kind === 'checked-in') projection.checkedIn(fact.registration, fact.at);
  if (fact.kind === 'ended') projection.ended(fact.registration);
}

/** Sets phase, opening of the signing and the limit of lateness as the session has them. */
export function applyStatus({ projection }: LoadedBoard, session: SessionDocument): void {
  const { signingOpenedAt } = session.status;
  projection.setPhase(phaseOf(session), signingOpenedAt ? Date.parse(signingOpenedAt) : undefined);
}
