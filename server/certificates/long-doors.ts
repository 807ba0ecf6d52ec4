// What the documents of many rows ask of other domains; the composition gives it.
import type { Seat } from '../invitations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { SignatureDocument, Signer } from '../signatures/index.ts';
import type { MinutesData } from './long-data.ts';
import type { LaterLeaf } from './long-staleness.ts';

/** What became of a signature later: withdrawn, or its name corrected (null: erased). */
export interface LaterStanding {
  withdrawnAt: Date | undefined;
  corrected: { name: string; acting: string } | null | undefined;
}

/** The log as it stands; `pending` are leaves that no head covers yet. */
export interface LogFacts {
  log: MinutesData['log'];
  pending: number;
}

/** Counts of a group of seats. */
export interface GroupCounts {
  /** Of the province or region; empty for the whole and for what is outside regions. */
  code: string;
  name: string;
  seats: number;
  met: number;
}

/** An hour of WIB, from its first moment in milliseconds. */
export interface HourCounts {
  start: number;
  arrived: number;
  /** At its end. */
  present: number;
  left: number;
}

/** Counts by the session's record; `regionsSigned` are the codes of those that have signed. */
export interface SessionCounts {
  whole: GroupCounts;
  provinces: GroupCounts[];
  /** By office; `came`: seats on which somebody ever was. */
  offices: (GroupCounts & { came: number })[];
  hours: HourCounts[];
  /** Seats, as region and office, on which somebody ever was; `outside` stands for no region. */
  came: ReadonlySet<string>;
  outside: string;
  regionsSigned: Set<string>;
}

export interface LongDoors {
  /** In the campaign's order. */
  seats(session: string): Promise<Seat[]>;
  signers(session: string): Promise<Signer[]>;
  signaturesOfRegion(session: string, region: string): Promise<SignatureDocument[]>;
  /** By signature; those that nothing became of are missing. */
  standings(session: string): Promise<Map<string, LaterStanding>>;
  logOf(session: string): Promise<LogFacts>;
  /** Withdrawals and corrected names, each with its place in the log. */
  laterLeaves(session: string): Promise<LaterLeaf[]>;
  countsOf(session: SessionDocument): Promise<SessionCounts>;
}
