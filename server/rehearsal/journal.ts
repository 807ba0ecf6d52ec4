// What each official of a rehearsal saw with their own eyes; the server's word plays no part in it.

/** The acknowledgement of a signature, as the socket gave it. */
export interface SignatureReceipt {
  signature: string;
  signedAt: string;
  leafHash: string;
}

/** One official's own record. Durations are in milliseconds. */
/**
 * stays: from arrival to the end. breaks: the line is gone for some seconds, no gap. leaves: comes
 * back after longer. devices: two at once, the one takes over from the other. goes: for good.
 */
export type Habit = 'stays' | 'breaks' | 'leaves' | 'devices' | 'goes';

export interface JournalEntry {
  code: string;
  seat: string;
  region: string | null;
  arrivalMs: number | null;
  signingMs: number | null;
  receipt: SignatureReceipt | null;
  /** Id of the seat, by which the server names it afterwards. */
  seatId: string;
  /** Every connection of every device: milliseconds of the simulator's clock; null: it lasts. */
  connections: { from: number; to: number | null }[];
  /** When the first connection was acknowledged, on the same clock. */
  arrivedAt: number | null;
  /** What this official does besides attending. */
  habit: Habit;
  /** Connections that broke after arrival. */
  drops: number;
  /** Why this official did not get through; `null` while all is well. */
  failure: string | null;
}

/** An empty record for one invitation. */
export const openJournalEntry = (invitation: {
  id?: string;
  code: string;
  seat: string;
  region: string | null;
}): JournalEntry => ({
  seatId: invitation.id ?? '',
  connections: [],
  arrivedAt: null,
  habit: 'stays',
  code: invitation.code,
  seat: invitation.seat,
  region: invitation.region,
  arrivalMs: null,
  signingMs: null,
  receipt: null,
  drops: 0,
  failure: null,
});

/** Durations of those who got that far. */
export const measuredDurations = (
  entries: readonly JournalEntry[],
  field: 'arrivalMs' | 'signingMs',
): number[] => entries.map((entry) => entry[field]).filter((value) => value !== null);

/** What the observer read from the public board at the end. */
export interface BoardReading {
  present: number;
  signed: number;
}

/**
 * How many officials were lost: whoever failed a step or never got to it, or whom the public
 * board does not count although they were acknowledged. `signs` says whether they were to sign.
 */
export function countLost(input: {
  entries: readonly JournalEntry[];
  signs: boolean;
  board: BoardReading | null;
}): number {
  const arrived = input.entries.filter(({ arrivalMs }) => arrivalMs !== null).length;
  const signed = input.entries.filter(({ receipt }) => receipt !== null).length;
  const lostOnTheWay = input.entries.filter((entry) => isLost(entry, input.signs)).length;
  const seen = input.board ?? { present: 0, signed: 0 };
  const unseenPresent = Math.max(0, arrived - seen.present);
  const unseenSigned = input.signs ? Math.max(0, signed - seen.signed) : 0;
  return Math.min(input.entries.length, lostOnTheWay + Math.max(unseenPresent, unseenSigned));
}

function isLost(entry: JournalEntry, signs: boolean): boolean {
  if (entry.failure !== null || entry.arrivalMs === null || entry.drops > 0) return true;
  // Who has gone for good before the signing signs nothing.
  return signs && entry.receipt === null && entry.habit !== 'goes';
}

/** How often each reason for a failure came, most frequent first. */
export function failureCounts(entries: readonly JournalEntry[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { failure } of entries) {
    if (failure !== null) counts.set(failure, (counts.get(failure) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
