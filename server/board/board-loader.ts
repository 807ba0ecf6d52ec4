// A session's board read from the collections, and how a fact or a status changes it afterwards.
import type { SeatPresence } from '../attendance/index.ts';
import type { RegionRules } from '../campaigns/index.ts';
import type { BoardPhase } from '../protocol/board.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { BoardFact } from './board-facts.ts';
import { type BoardProjection, createBoardProjection } from './board-projection.ts';
import type { BoardSeat, Memory } from './board-seats.ts';
import { latenessOf } from './lateness.ts';

/** What a board is rebuilt from; each is one read for the whole session. */
export interface BoardSources {
  regions(session: SessionDocument): Promise<string[]>;
  rules(session: SessionDocument): Promise<RegionRules>;
  seats(session: string): Promise<BoardSeat[]>;
  registrations(session: string): Promise<Registration[]>;
  /** All presence of the session, however it ended. */
  presence(session: string): Promise<SeatPresence[]>;
  signedSeats(session: string): Promise<string[]>;
}

/** A board in memory; a frozen one takes signatures on their way, and nothing else. */
export interface LoadedBoard {
  projection: BoardProjection;
  frozen: boolean;
}

/** The board's phase as the session's status has it. */
export const phaseOf = ({ status }: SessionDocument): BoardPhase => {
  if (isOver(status.session)) return 'frozen';
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
    sources.presence(id),
    sources.signedSeats(id),
  ]);
  const projection = createBoardProjection({
    ...{ regions, rules, seats, firstVersion },
    // A frozen board is as of its end: closings that came since must not empty it.
    ...(memory && !frozen && { memory }),
  });
  fill(projection, people, endedAt?.getTime());
  return { projection, frozen };
}

const fill = (
  projection: BoardProjection,
  [registrations, presence, signedSeats]: [Registration[], SeatPresence[], string[]],
  endedAt: number | undefined,
): void => {
  for (const one of registrations) {
    projection.registered(one._id, one.seat);
    if (one.checkedInAt) projection.checkedIn(one._id, one.checkedInAt.getTime());
  }
  for (const one of presence) {
    const [start, end] = [one.startedAt.getTime(), one.endedAt?.getTime()];
    if (endedAt !== undefined && start > endedAt) continue;
    projection.opened(one._id, one.seat, start);
    // Who was there at the end of the session is there in its board for good.
    const lasts = end === undefined || (endedAt !== undefined && end >= endedAt);
    if (!lasts) projection.closed(one._id, { end, endedBy: one.endedBy });
  }
  for (const seat of signedSeats) projection.signed(seat);
};

/** Applies one fact; those of other sessions' intervals and people change nothing. */
export function applyFact({ projection, frozen }: LoadedBoard, fact: BoardFact): void {
  if (fact.kind === 'signed') projection.signed(fact.seat);
  if (frozen) return;
  if (fact.kind === 'opened') projection.opened(fact.interval, fact.seat, fact.at);
  if (fact.kind === 'closed') {
    projection.closed(fact.interval, { end: fact.at, endedBy: fact.by });
  }
  if (fact.kind === 'registered') projection.registered(fact.registration, fact.seat);
  if (fact.kind === 'checked-in') projection.checkedIn(fact.registration, fact.at);
  if (fact.kind === 'ended') projection.ended(fact.registration);
}

/** Sets phase, opening of the signing and the limit of lateness as the session has them. */
export function applyStatus({ projection }: LoadedBoard, session: SessionDocument): void {
  const { signingOpenedAt } = session.status;
  projection.setPhase(phaseOf(session), signingOpenedAt ? Date.parse(signingOpenedAt) : undefined);
  projection.setLateness(latenessOf(session));
}
