// Which regions to telephone first, as one pure ranking: the full list and the control room's.
import { CELL, type MatrixRow } from './matrix.ts';

/** What the event asks of the regions now; `over`: nobody is to be called any more. */
export const CALL_STAGES = ['before', 'presence', 'signing', 'over'] as const;
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
export function callStage(status: { session: string; signingOpenedAt: string | null }): CallStage {
  if (status.session === 'ended' || status.session === 'archived') return 'over';
  if (status.signingOpenedAt !== null) return 'signing';
  return status.session === 'draft' || status.session === 'scheduled' ? 'before' : 'presence';
}

/** True for a seat that still has to sign: present, or obliged by its check-in. */
export const isAwaited = (cell: number): boolean =>
  (cell & CELL.signed) === 0 &&
  ((cell & CELL.present) !== 0 || (cell & CELL.obliged && cell & CELL.required) !== 0);

const isMissing: Record<CallStage, (cell: number) => boolean> = {
  before: (cell) => (cell & CELL.required) !== 0 && (cell & CELL.held) === 0,
  presence: (cell) => (cell & CELL.required) !== 0 && (cell & CELL.present) === 0,
  signing: isAwaited,
  over: () => false,
};

/** Places in the row of the seats that a call is about; while nobody is there, the required ones. */
export function missingSeats(cells: readonly number[], stage: CallStage): number[] {
  const places = (wanted: (cell: number) => boolean) =>
    cells.flatMap((cell, place) => (wanted(cell) ? [place] : []));
  const found = places(isMissing[stage]);
  return found.length > 0 || stage !== 'signing' ? found : places(isMissing.presence);
}

type Facts = Omit<Call, 'reason' | 'mark'>;

const factsOf = ([code, cells]: MatrixRow): Facts & { anybody: boolean; obliged: number } => {
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
    obliged: required.filter((cell) => cell & CELL.obliged && !(cell & CELL.signed)).length,
  };
};

const reasonOf = (
  facts: ReturnType<typeof factsOf>,
  stage: CallStage,
  isSigned: boolean,
): CallReason | undefined => {
  if (stage === 'before') {
    if (facts.held === facts.required) return undefined;
    return facts.held === 0 ? 'empty' : 'unfilled';
  }
  if (stage === 'presence') {
    if (!facts.anybody) return 'absent';
    return facts.present < facts.required ? 'partial' : undefined;
  }
  if (stage === 'over' || isSigned) return undefined;
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
 * `isSigned` tells the regions whose state is already the highest; they are called no more.
 */
export function callsOf(
  rows: readonly MatrixRow[],
  stage: CallStage,
  options: {
    marks: readonly CallMark[];
    now: number;
    isSigned?: (code: string) => boolean;
  },
): Call[] {
  const { marks, now } = options;
  const fresh = new Map(
    marks.filter(({ at }) => now - at < CALLED_MS).map((mark) => [mark.region, mark]),
  );
  const calls = rows.flatMap((row): Call[] => {
    const facts = factsOf(row);
    const isSigned = options.isSigned?.(facts.code) ?? (facts.signed > 0 && facts.obliged === 0);
    const reason = facts.required > 0 ? reasonOf(facts, stage, isSigned) : undefined;
    if (!reason) return [];
    const { anybody: _anybody, obliged: _obliged, ...rest } = facts;
    return [{ ...rest, reason, mark: fresh.get(facts.code) }];
  });
  return calls.sort(
    (a, b) =>
      (a.mark?.at ?? 0) - (b.mark?.at ?? 0) ||
      RANK[a.reason] - RANK[b.reason] ||
      weightOf(b) - weightOf(a),
  );
}
