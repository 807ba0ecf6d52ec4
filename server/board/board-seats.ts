// The seats of one session's board: facts go in, and which regions they changed comes out. The set
// of facts decides, not their order: each may come twice, late, or before what it belongs to.
import { createRecentIds, type RecentIds } from './recent-ids.ts';

/** A seat as the board needs it; `region` null stands for the row Pusat dan Kanreg. */
export interface BoardSeat {
  _id: string;
  region: string | null;
  title: string;
  required: boolean;
}

/** What the facts say of one seat. */
export interface SeatState {
  seat: BoardSeat;
  /** Presence documents that are open. */
  intervals: Set<string>;
  /** Active registrations (one, but for a moment of a hand-over), with their check-in or undefined. */
  holders: Map<string, number | undefined>;
  /** The earliest moment (milliseconds) that anybody was present on this seat. */
  firstAt: number | undefined;
  signed: boolean;
  /** The holder had checked in when signing opened; fixed from then on. */
  obliged: boolean;
}

/** Whose picture of a region is out of date; null stands for Pusat dan Kanreg. */
export interface Stale {
  rows: Set<string | null>;
  delegations: Set<string | null>;
  cells: Set<string | null>;
}

/** Everything the board knows of its seats. */
export interface SeatBook {
  seats: Map<string, SeatState>;
  byRegion: Map<string | null, SeatState[]>;
  byInterval: Map<string, SeatState>;
  byHolder: Map<string, SeatState>;
  memory: Memory;
  stale: Stale;
  /** From this moment on (milliseconds) the obliged seats are fixed. */
  signingOpenedAt: number | undefined;
}

/** What outlives a reading of the collections: closings, and check-ins of people not yet known. */
export interface Memory {
  over: RecentIds;
  checkIns: Map<string, number>;
}

/** Check-ins that came before their registration; other sessions' people are among them. */
const EARLY_CHECK_INS = 20_000;

/** A memory of nothing. */
export const createMemory = (): Memory => ({ over: createRecentIds(), checkIns: new Map() });

/** A book in which nobody is present yet; every region counts as changed. */
export function createSeatBook(
  regions: string[],
  seats: BoardSeat[],
  memory: Memory = createMemory(),
): SeatBook {
  const book: SeatBook = {
    seats: new Map(seats.map((seat) => [seat._id, emptyState(seat)])),
    byRegion: new Map(regions.map((code) => [code, []])),
    byInterval: new Map(),
    byHolder: new Map(),
    memory,
    stale: { rows: new Set(), delegations: new Set(), cells: new Set() },
    signingOpenedAt: undefined,
  };
  for (const state of book.seats.values()) {
    const list = book.byRegion.get(state.seat.region) ?? [];
    list.push(state);
    book.byRegion.set(state.seat.region, list);
  }
  markAll(book);
  return book;
}

/** Every row and every cell counts as changed. */
export function markAll({ byRegion, stale }: SeatBook): void {
  for (const region of byRegion.keys()) {
    stale.rows.add(region);
    stale.cells.add(region);
  }
}

const emptyState = (seat: BoardSeat): SeatState => ({
  seat,
  intervals: new Set(),
  holders: new Map(),
  firstAt: undefined,
  signed: false,
  obliged: false,
});

/** Somebody on `seat` came at `at` (milliseconds): `interval` is the presence document's id. */
export function openInterval(book: SeatBook, interval: string, seat: string, at: number): void {
  firstPresence(book, seat, at);
  const state = book.seats.get(seat);
  if (!state || book.byInterval.has(interval) || book.memory.over.has(interval)) return;
  book.byInterval.set(interval, state);
  state.intervals.add(interval);
  if (state.intervals.size === 1) touch(book, state);
}

/** That presence ended. An interval that nobody saw begin is remembered, should it come late. */
export function closeInterval(book: SeatBook, interval: string): void {
  book.memory.over.add(interval);
  const state = book.byInterval.get(interval);
  if (!state) return;
  book.byInterval.delete(interval);
  state.intervals.delete(interval);
  if (state.intervals.size === 0) touch(book, state);
}

/** Somebody was on `seat` at `at` (milliseconds), as far as is known for the first time. */
export function firstPresence({ seats, stale }: SeatBook, seat: string, at: number): void {
  const state = seats.get(seat);
  if (!state || (state.firstAt !== undefined && state.firstAt <= at)) return;
  state.firstAt = at;
  stale.cells.add(state.seat.region);
}

/** `seat` got a holder. */
export function registerHolder(book: SeatBook, registration: string, seat: string): void {
  const state = book.seats.get(seat);
  const { over, checkIns } = book.memory;
  if (!state || over.has(registration) || state.holders.has(registration)) return;
  book.byHolder.set(registration, state);
  state.holders.set(registration, checkIns.get(registration));
  book.stale.cells.add(state.seat.region);
  updateObliged(book, state);
}

/** That holder checked in at `at` (milliseconds). */
export function checkInHolder(book: SeatBook, registration: string, at: number): void {
  const state = book.byHolder.get(registration);
  if (!state) {
    rememberCheckIn(book.memory, registration, at);
    return;
  }
  state.holders.set(registration, at);
  updateObliged(book, state);
}

/** The holder was released; what they had not signed obliges nobody. */
export function endHolder(book: SeatBook, registration: string): void {
  book.memory.over.add(registration);
  const state = book.byHolder.get(registration);
  if (!state) return;
  book.byHolder.delete(registration);
  state.holders.delete(registration);
  book.stale.cells.add(state.seat.region);
  updateObliged(book, state);
}

/** The seat's signature is stored. */
export function signSeat(book: SeatBook, seat: string): void {
  const state = book.seats.get(seat);
  if (!state || state.signed) return;
  state.signed = true;
  touch(book, state);
}

/** Sets the moment at which signing opened; undefined while it has not. */
export function setSigningOpened(book: SeatBook, at: number | undefined): void {
  if (at === book.signingOpenedAt) return;
  book.signingOpenedAt = at;
  for (const state of book.seats.values()) updateObliged(book, state);
}

/** Whether somebody is on the seat now. */
export const isPresent = (state: SeatState): boolean => state.intervals.size > 0;

const rememberCheckIn = ({ over, checkIns }: Memory, registration: string, at: number): void => {
  if (over.has(registration)) return;
  checkIns.set(registration, at);
  if (checkIns.size <= EARLY_CHECK_INS) return;
  for (const oldest of checkIns.keys()) {
    checkIns.delete(oldest);
    return;
  }
};

const touch = ({ stale }: SeatBook, { seat: { region } }: SeatState): void => {
  stale.rows.add(region);
  stale.delegations.add(region);
  stale.cells.add(region);
};

const updateObliged = ({ signingOpenedAt, stale }: SeatBook, state: SeatState): void => {
  const obliged =
    signingOpenedAt !== undefined &&
    [...state.holders.values()].some((at) => at !== undefined && at <= signingOpenedAt);
  if (obliged === state.obliged) return;
  state.obliged = obliged;
  stale.rows.add(state.seat.region);
  stale.cells.add(state.seat.region);
};
