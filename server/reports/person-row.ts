// One registration with its intervals as a row of the report by person.
import type { StoredInterval } from '../attendance/index.ts';
import type { Attendance } from '../protocol/attendance.ts';
import type { SeatHolder } from '../registrations/index.ts';
import type { Signing } from '../signatures/index.ts';
import type { PersonRow } from './report-shapes.ts';
import { type Horizon, staysOf } from './stays.ts';

/** What the record holds of one registration. */
export interface PersonRecord {
  holder: SeatHolder;
  /** By start. */
  intervals: StoredInterval[];
  attendance: Attendance;
  signing: Signing | undefined;
}

/** What shared rooms add: each room's place by its id, and why somebody vouched for whom. */
export interface RoomFacts {
  places: ReadonlyMap<string, string>;
  vouched: ReadonlyMap<string, string>;
}

const distinct = (values: string[]): string[] => [...new Set(values)];

/** The row as of `horizon`. */
export function personRow(record: PersonRecord, rooms: RoomFacts, horizon: Horizon): PersonRow {
  const { holder, intervals, attendance, signing } = record;
  const stays = staysOf(intervals, horizon);
  const last = stays.at(-1);
  const present = last?.end === Number.POSITIVE_INFINITY;
  return {
    registration: holder._id,
    standing: holder.active ? 'active' : (holder.ended?.how ?? 'released'),
    name: holder.name,
    acting: holder.acting,
    identifiedBy: holder.identifiedBy,
    checkedInAt: holder.checkedInAt?.getTime() ?? null,
    stays,
    firstAt: stays[0]?.start ?? null,
    lastAt: last && !present ? last.end : null,
    present,
    attendance,
    devices: distinct(intervals.map(({ device }) => device)),
    rooms: distinct(intervals.flatMap(({ room }) => room ?? [])).map(
      (room) => rooms.places.get(room) ?? room,
    ),
    vouched: rooms.vouched.get(holder._id) ?? null,
    signedAt: signing?.at.getTime() ?? null,
    signedLate: signing?.late ?? false,
  };
}
