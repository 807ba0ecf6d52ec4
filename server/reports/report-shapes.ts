// What reports are made of: a seat with all who held it, and what the record says of each of them.
import type { Attendance, Interval } from '../protocol/attendance.ts';

/** Code of the row Pusat dan Kanreg, where a region's code stands. */
export const OUTSIDE = 'pusat';

/** Where a seat is; codes are empty and names those of the institution outside regions. */
export interface SeatPlace {
  seat: string;
  regionCode: string;
  region: string;
  provinceCode: string;
  province: string;
  office: string;
  title: string;
  required: boolean;
}

/** One registration. Moments are milliseconds since the epoch. */
export interface PersonRow {
  registration: string;
  standing: 'active' | 'released' | 'handed-over';
  name: string;
  acting: string;
  identifiedBy: string;
  checkedInAt: number | null;
  /** Disjoint stretches of presence in order; the last of somebody present ends at Infinity. */
  stays: Interval[];
  firstAt: number | null;
  /** End of the last stay; null while (or when, at the end of the session) present. */
  lastAt: number | null;
  present: boolean;
  attendance: Attendance;
  devices: string[];
  rooms: string[];
  /** Why the coordinator confirmed for them; null: nobody did. */
  vouched: string | null;
  signedAt: number | null;
  /** The signature came in the late window. */
  signedLate: boolean;
}

export interface SeatRecord {
  place: SeatPlace;
  /** In the order in which they held the seat; at most the last is active. */
  people: PersonRow[];
}

/** The active holder of a seat. */
export const holderOf = ({ people }: SeatRecord): PersonRow | undefined =>
  people.find(({ standing }) => standing === 'active');

/** Whether anybody was ever present on the seat. */
export const cameOf = ({ people }: SeatRecord): boolean =>
  people.some(({ stays }) => stays.length > 0);
