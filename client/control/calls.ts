// Which regions to call first: nobody there, then the least complete; once signing is open, those
// that are there and have not signed.
import type { BoardPhase, BoardRow } from '../../server/protocol/board.ts';

export interface Call {
  code: string;
  state: 0 | 1 | 2 | 3;
  /** Key below `control-room.client.calls`. */
  reason: 'absent' | 'partial' | 'unsigned';
  required: number;
  present: number;
  signed: number;
}

const reasonOf = (row: BoardRow, phase: BoardPhase): Call['reason'] | undefined => {
  const [, state, required, present] = row;
  if (state === 3 || phase === 'frozen') return undefined;
  if (phase === 'signing' && present > 0) return 'unsigned';
  if (present === 0) return 'absent';
  return present < required ? 'partial' : undefined;
};

// While presence is counted, an absent region is the most urgent; while signing runs, one that is
// present can still sign and so comes first.
const RANK: Record<BoardPhase, Record<Call['reason'], number>> = {
  presence: { absent: 0, partial: 1, unsigned: 2 },
  signing: { unsigned: 0, absent: 1, partial: 2 },
  frozen: { absent: 0, partial: 1, unsigned: 2 },
};

/** The regions to call, most urgent first; equal ones in the board's own order. */
export function callsOf(rows: readonly BoardRow[], phase: BoardPhase): Call[] {
  const calls = rows.flatMap((row): Call[] => {
    const reason = reasonOf(row, phase);
    const [code, state, required, present, signed] = row;
    return reason ? [{ code, state, reason, required, present, signed }] : [];
  });
  const share = (call: Call) =>
    call.reason === 'unsigned' ? call.signed / call.present : call.present / call.required;
  return calls.sort((a, b) => RANK[phase][a.reason] - RANK[phase][b.reason] || share(a) - share(b));
}
