// The board: one snapshot with a version, then coalesced deltas. No person in it. How they are packed
// for the way is in board-wire.ts.
// Types only: the browser's pages load no schema library for it.

export { boardCounters } from './board-counters.ts';

/** 0 absent, 1 partly present, 2 complete, 3 signed (DESIGN section 5: u0 to u3). */
export type RegionState = 0 | 1 | 2 | 3;

/** The words of the API for the four states, in the order of their numbers. */
export const REGION_STATES = ['absent', 'partial', 'complete', 'signed'] as const;

/** [region code, state, required seats, officials present, officials who signed] */
export type BoardRow = [
  code: string,
  state: RegionState,
  required: number,
  present: number,
  signed: number,
];

/** Counts over everything the board shows; `outside` is the row Pusat dan Kanreg. */
export interface BoardCounters {
  regions: number;
  regionsPresent: number;
  regionsComplete: number;
  regionsSigned: number;
  officialsPresent: number;
  officialsSigned: number;
  seats: number;
  outside: { seats: number; present: number; signed: number };
}

/** Which figure leads: presence before the ceremony, signatures from its opening, then frozen. */
export type BoardPhase = 'presence' | 'signing' | 'frozen';

export interface BoardSnapshot {
  v: number;
  phase: BoardPhase;
  counters: BoardCounters;
  rows: BoardRow[];
  /** Region codes that changed state last, newest first, at most three. */
  latest: string[];
}

/** What changed from version `from` to version `v`; a client that is not at `from` asks anew. */
export interface BoardDelta extends BoardSnapshot {
  from: number;
}
