// Counts of a group of seats: the whole session, a province, a region, an office.
import { cameOf, holderOf, type SeatRecord } from './report-shapes.ts';

export interface Tally {
  seats: number;
  /** Seats with a holder. */
  held: number;
  checkedIn: number;
  /** Seats on which somebody was ever present. */
  came: number;
  /** Present at the moment of the report, or when the session ended. */
  present: number;
  /** Holders who meet the attendance rule; so far, while the session runs. */
  met: number;
  late: number;
  signed: number;
  /** Effective minutes of each holder who was ever present. */
  minutes: number[];
}

export const emptyTally = (): Tally => ({
  seats: 0,
  held: 0,
  checkedIn: 0,
  came: 0,
  present: 0,
  met: 0,
  late: 0,
  signed: 0,
  minutes: [],
});

const one = (holds: boolean | undefined): number => (holds ? 1 : 0);

/** Adds a seat. What people did counts for the seat; rule and minutes are those of its holder. */
export function addSeat(tally: Tally, record: SeatRecord): void {
  const holder = holderOf(record);
  tally.seats += 1;
  tally.held += one(holder !== undefined);
  tally.checkedIn += one(holder !== undefined && holder.checkedInAt !== null);
  tally.came += one(cameOf(record));
  tally.present += one(record.people.some(({ present }) => present));
  tally.met += one(holder?.attendance.met);
  tally.late += one(holder?.attendance.late);
  tally.signed += one(record.people.some(({ signedAt }) => signedAt !== null));
  if (holder && holder.stays.length > 0) tally.minutes.push(holder.attendance.minutes);
}

/** The middle value, of two the lower; null for none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
