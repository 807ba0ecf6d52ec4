// The slow, obvious board: recomputed from plain documents, seat by seat, without any cleverness.
import type { RegionRules } from '../../server/campaigns/index.ts';
import {
  type AttendanceRule,
  attendanceWindow,
  type EndedBy,
  evaluateAttendance,
} from '../../server/protocol/attendance.ts';
import type { BoardRow, RegionState } from '../../server/protocol/board.ts';
import { CELL, type MatrixRow } from '../../server/protocol/matrix.ts';

export interface PresenceDoc {
  id: string;
  seat: string;
  start: number;
  end: number | null;
  endedBy: EndedBy;
}
export interface RegistrationDoc {
  id: string;
  seat: string;
  checkedInAt: number | null;
  active: boolean;
}
export interface SeatDoc {
  _id: string;
  region: string | null;
  title: string;
  required: boolean;
}

/** Everything that is stored, and the session's status. */
export interface World {
  regions: string[];
  seats: SeatDoc[];
  rules: RegionRules;
  rule: AttendanceRule;
  presence: PresenceDoc[];
  registrations: RegistrationDoc[];
  signatures: string[];
  liveAt: number | null;
  signingOpenedAt: number | null;
}

const FAR = Number.MAX_SAFE_INTEGER;

/** What is so of one seat. */
export function seatOf(world: World, seat: SeatDoc) {
  const presence = world.presence.filter((one) => one.seat === seat._id);
  const holder = world.registrations.find((one) => one.active && one.seat === seat._id);
  const openedAt = world.signingOpenedAt;
  const times = { date: '2020-10-07', liveAt: world.liveAt, endedAt: null };
  const late =
    world.liveAt !== null &&
    evaluateAttendance(
      presence.map(({ start, end, endedBy }) => ({ start, end: end ?? FAR, endedBy })),
      attendanceWindow(world.rule, times, FAR),
      world.rule,
    ).late;
  return {
    required: seat.required,
    present: presence.some((one) => one.end === null),
    wasPresent: presence.length > 0,
    signed: world.signatures.includes(seat._id),
    held: holder !== undefined,
    late,
    obliged:
      openedAt !== null && (holder?.checkedInAt ?? null) !== null
        ? (holder?.checkedInAt ?? 0) <= openedAt
        : false,
  };
}
type Seat = ReturnType<typeof seatOf>;

const seatsIn = (world: World, region: string | null): Seat[] =>
  world.seats.filter((seat) => seat.region === region).map((seat) => seatOf(world, seat));

const isSigned = (seats: Seat[], rule: RegionRules['signed']): boolean => {
  const signed = seats.filter((seat) => seat.signed);
  if (signed.length === 0) return false;
  if (typeof rule === 'object') return signed.length >= rule.atLeast;
  return seats.every((seat) => {
    const isAsked = seat.required && (rule === 'required' || seat.obliged);
    return !isAsked || seat.signed;
  });
};

const isComplete = (seats: Seat[], rule: RegionRules['complete']): boolean => {
  if (typeof rule === 'object') {
    return seats.filter((seat) => seat.present).length >= rule.atLeast;
  }
  const asked = seats.filter((seat) => rule === 'all' || seat.required);
  return asked.length > 0 && asked.every((seat) => seat.present);
};

const stateOf = (seats: Seat[], rules: RegionRules): RegionState => {
  if (isSigned(seats, rules.signed)) return 3;
  if (isComplete(seats, rules.complete)) return 2;
  return seats.some((seat) => seat.present || seat.signed) ? 1 : 0;
};

const count = (seats: Seat[], fact: 'required' | 'present' | 'signed'): number =>
  seats.filter((seat) => seat[fact]).length;

/** The rows of the board. */
export const modelRows = (world: World): BoardRow[] =>
  world.regions.map((code) => {
    const seats = seatsIn(world, code);
    const state = stateOf(seats, world.rules);
    const [required, present, signed] = (['required', 'present', 'signed'] as const).map((fact) =>
      count(seats, fact),
    );
    return [code, state, required ?? 0, present ?? 0, signed ?? 0];
  });

/** The row Pusat dan Kanreg. */
export function modelOutside(world: World) {
  const seats = seatsIn(world, null);
  return {
    seats: seats.length,
    present: count(seats, 'present'),
    signed: count(seats, 'signed'),
  };
}

/** The staff's matrix. */
export const modelMatrix = (world: World): MatrixRow[] =>
  [...world.regions, null].map((region) => [
    region ?? '',
    seatsIn(world, region).map((seat) =>
      (Object.entries(CELL) as [keyof typeof CELL, number][])
        .filter(([fact]) => seat[fact])
        .reduce((sum, [, bit]) => sum + bit, 0),
    ),
  ]);
