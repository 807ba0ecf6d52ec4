// Which regions to telephone first, as one pure ranking: the full list and the control room's.
import type { RegionState } from './board.ts';
import { CELL, type MatrixRow } from './matrix.ts';
import type { SessionStatus } from './session.ts';
import { isOver } from './session-names.ts';

/** What the event asks of the regions now; `over`: nobody is to be called any more. */
const CALL_STAGES = ['before', 'presence', 'signing', 'over'] as const;
export type CallStage = (typeof CALL_STAGES)[number];

/**
 * Why a region is called. before: `empty` nobody registered, `unfilled` some did not. presence:
 * `absent` nobody is there, `partial` required seats are missing. signing: `unsigned` people are
 * there, or had checked in, and have not signed; `absent`.
 */
export type CallReason = 'empty' | 'unfilled' | 'absent' | 'partial' | 'unsigned';

export interface Call {
  code: string;
  reason: CallReason;
  /** Required seats; of them filled; of them present. */
  required: number;
  held: number;
  present: number;
  signed: number;
  /** Seats whose signature is waited for. */
  awaited: number;
  /** The mark of who called last, while it lets the region sink. */
  mark: CallMark | undefined;
}

/** That a region was called: the last one of it. Moments in milliseconds since 1970. */
export interface CallMark {
  region: string;
  at: number;
  /** Who of the staff. */
  by: string;
  note: string;
  /** Counts a region's calls from 1. */
  number: number;
}

/** A region that was called sinks below all others for this long. */
export const CALLED_MS = 10 * 60 * 1000;

/** The stage of a session's status. Ask for signatures only once signing has opened. */
export function callStage(status: Pick<SessionStatus, 'session' | 'signingOpenedAt'>): CallStage {
  if (isOver(status.session)) return 'over';
  if (status.signingOpenedAt !== null) return 'signing';
  return status.session === 'draft' || status.session === 'scheduled' ? 'before' : 'presence';
}

/** True for a seat that still has to sign: present, or obliged by its check-in. */
const isAwaited = (cell: number): boolean =>
  (cell & CELL.signed) === 0 &&
  ((cell & CELL.present) !== 0 || (cell & CELL.obliged && cell & CELL.required) !== 0);

const lacks =
  (flag: number) =>
  (cell: number): boolean =>
    (cell & flag) === 0;
const requiredLacks =
  (flag: number) =>
  (cell: number): boolean =>
    (cell & CELL.required) !== 0 && (cell & flag) === 0;

/** What is asked for at each stage; where no seat lacks the first, the next one is. */
const MISSING: Record<CallStage, ((cell: number) => boolean)[]> = {
  before: [requiredLacks(CELL.held)],
  presence: [requiredLacks(CELL.present), lacks(CELL.present)],
  signing: [isAwaited, requiredLacks(CELL.present), lacks(CELL.present)],
  over: [],
};

/** Places in the row of the seats that a call is about. */
export function missingSeats(cells: readonly number[], stage: CallStage): number[] {
  for (const isMissing of MISSING[stage]) {
    const places = cells.flatMap((cell, place) => (isMissing(cell) ? [place] : []));
    if (places.length > 0) return places;
  }
  return [];
}

type Facts = Omit<Call, 'reason' | 'mark'>;

const factsOf = ([code, cells]: MatrixRow): Facts & { anybody: boolean } => {
  const required = cells.filter((cell) => cell & CELL.required);
  const count = (list: readonly number[], flag: number) =>
    list.filter((cell) => cell & flag).length;
  return {
    code,
    required: required.length,
    held: count(required, CELL.held),
    present: count(required, CELL.present),
    signed: count(cells, CELL.signed),
    awaited: cells.filter(isAwaited).length,
    anybody: count(cells, CELL.present) > 0,
  };
};

const reasonOf = (
  facts: ReturnType<typeof factsOf>,
  stage: CallStage,
  state: RegionState,
): CallReason | undefined => {
  if (stage === 'before') {
    if (facts.held === facts.required) return undefined;
    return facts.held === 0 ? 'empty' : 'unfilled';
  }
  if (stage === 'presence') {
    if (!facts.anybody) return 'absent';
    return state < 2 ? 'partial' : undefined;
  }
  if (stage === 'over' || state === 3) return undefined;
  return facts.awaited > 0 ? 'unsigned' : 'absent';
};

const RANK: Record<CallReason, number> = {
  unsigned: 0,
  empty: 1,
  absent: 1,
  unfilled: 2,
  partial: 2,
};

/** What is missing, as a number: more is more urgent. */
const weightOf = ({ reason, required, held, present, awaited }: Call): number => {
  if (reason === 'unsigned') return awaited;
  if (reason === 'unfilled') return required - held;
  // Where nobody is there, the fewer have registered the more there is to do.
  return reason === 'partial' ? required - present : required - held;
};

/**
 * The regions to call, most urgent first:
 * 1. not called in the last ten minutes, before those that were (the longest ago first);
 * 2. by reason. Before the doors: nobody registered, then seats without a holder. While presence
 *    is counted: nobody there, then required seats missing. From the opening of the signing: people
 *    there or checked in who have not signed, then nobody there;
 * 3. by how many seats that is, most first;
 * 4. in the board's own order.
 * `states` are the board's, by region: a complete region is called no more while presence is
 * counted, one that has signed not after it. What is outside regions is on no list.
 */
export function callsOf(
  rows: readonly MatrixRow[],
  stage: CallStage,
  options: {
    states: ReadonlyMap<string, RegionState>;
    marks: readonly CallMark[];
    now: number;
  },
): Call[] {
  const { marks, now } = options;
  const fresh = new Map(
    marks.filter(({ at }) => now - at < CALLED_MS).map((mark) => [mark.region, mark]),
  );
  const calls = rows.flatMap((row): Call[] => {
    const { anybody, ...facts } = factsOf(row);
    const state = options.states.get(facts.code);
    const reason = state === undefined ? undefined : reasonOf({ ...facts, anybody }, stage, state);
    return reason ? [{ ...facts, reason, mark: fresh.get(facts.code) }] : [];
  });
  return calls.sort(
    (a, b) =>
      (a.mark?.at ?? 0) - (b.mark?.at ?? 0) ||
      RANK[a.reason] - RANK[b.reason] ||
      weightOf(b) - weightOf(a),
  );
}
