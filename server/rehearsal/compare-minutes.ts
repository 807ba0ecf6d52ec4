// The server's minutes against the journals of the simulated officials.
import type { JournalEntry } from './journal.ts';
import { type LiveWindow, ownAttendedMs } from './own-minutes.ts';
import type { AttendedSeat } from './rehearsal-api.ts';

export interface MinutesReport {
  /** Officials whose attendance was compared. */
  compared: number;
  /** Of whom the server's figure differs by more than a second plus the lease. */
  different: number;
  /** Of whom it differs by more than a second. */
  overASecond: number;
  /** Milliseconds. */
  largest: number;
}

const SECOND_MS = 1_000;
/** A node's lease: what a process that ended may leave uncertain. */
const LEASE_MS = 15_000;

/** Compares everybody who arrived; whom the server does not know has attended nothing there. */
export function compareMinutes(
  entries: readonly JournalEntry[],
  attended: readonly AttendedSeat[],
  window: LiveWindow,
): MinutesReport {
  const bySeat = new Map(attended.map(({ seat, attendedMs }) => [seat, attendedMs]));
  const differences = entries
    .filter(({ arrivedAt }) => arrivedAt !== null)
    .map((entry) => Math.abs((bySeat.get(entry.seatId) ?? 0) - ownAttendedMs(entry, window)));
  const over = (limit: number) => differences.filter((one) => one > limit).length;
  return {
    compared: differences.length,
    different: over(SECOND_MS + LEASE_MS),
    overASecond: over(SECOND_MS),
    largest: differences.reduce((most, one) => Math.max(most, one), 0),
  };
}
