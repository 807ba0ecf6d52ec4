// The seats of one session's board: facts go in, and which regions they changed comes out. The set
// of facts decides, not their order: each may come twice, late, or before what it belongs to.
import type { EndedBy } from '../protocol/attendance.ts';
import { createRecent, type Recent } from './recent.ts';

/** A seat as the board needs it; `region` null stands for the row Pusat dan Kanreg. */
export interface BoardSeat {
  _id: string;
  region: string | null;
  title: string;
  required: boolean;
}

/** A presence document; moments in milliseconds, `end` null while it is open. */
export interface SeatInterval {
  start: number;
  end: number | null;
  endedBy: EndedBy;
}

/** What the facts say of one seat. */
export interface SeatState {
  seat: BoardSeat;
  /** Everybody's presence on this seat, from the beginning of the session on. */
  intervals: SeatInterval[];
  /** How many of them are open. */
  open: number;
  /** Active registrations (one, but for a moment of a hand-over), with their check-in or undefined. */
  holders: Map<string, number | undefined>;
  /** Came too late; undefined when it has to be reckoned anew. */
  late: boolean | undefined;
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
  byInterval: Map<string, { interval: SeatInterval; state: SeatState }>;
  byHolder: Map<string, SeatState>;
  memory: Memory;
  stale: Stale;
  /** From this moment on (milliseconds) the obliged seats are fixed. */
  signingOpenedAt: number | undefined;
}

/** How an interval ended. */
export type Closing = Omit<SeatInterval, 'start'> & { end: number };

/** What outlives a reading of the collections: news of what was not known yet, and of who left. */
export interface Memory {
  /** Of intervals that nobody saw begin; other sessions' are among them. */
  closings: Recent<Closing>;
  /** Check-ins of people not known yet, in milliseconds; other sessions' are among them. */
  checkIns: Recent<number>;
  /** Registrations that ended. */
  over: Recent<true>;
}

/** Far more than a stream can bring out of order. */
const MOST = 10_000;

/** A memory of nothing. */
export const createMemory = (): Memory => ({
  closings: createRecent(MOST),
  checkIns: createRecent(MOST),
  over: createRecent(MOST),
});

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
  intervals: [],
  open: 0,
  holders: new Map(),
  late: undefined,
  signed: false,
  obliged: false,
});

/** Somebody on `seat` came at `start` (milliseconds); `id` is the presence document's. */
export function openInterval(book: SeatBook, id: string, seat: string, start: number): void {
  const state = book.seats.get(seat);
  if (!state || book.byInterval.has(id)) return;
  const closing = book.memory.closings.get(id) ?? { end: null, endedBy: null };
  const interval: SeatInterval = { start, ...closing };
  book.byInterval.set(id, { interval, state });
  state.intervals.push(interval);
  noteIntervals(book, state);
  if (interval.end !== null) return;
  state.open += 1;
  if (state.open === 1) touch(book, state);
}

/** That presence ended. The end of one that nobody saw begin is kept, should its beginning come. */
export function closeInterval(book: SeatBook, id: string, closing: Closing): void {
  const found = book.byInterval.get(id);
  if (!found) {
    book.memory.closings.set(id, closing);
    return;
  }
  const { interval, state } = found;
  if (interval.end !== null) return;
  Object.assign(interval, closing);
  noteIntervals(book, state);
  state.open -= 1;
  if (state.open === 0) touch(book, state);
}

/** `seat` got a holder. */
export function registerHolder(book: SeatBook, registration: string, seat: string): void {
  const state = book.seats.get(seat);
  const { over, checkIns } = book.memory;
  if (!state || over.get(registration) || state.holders.has(registration)) return;
  book.byHolder.set(registration, state);
  state.holders.set(registration, checkIns.get(registration));
  book.stale.cells.add(state.seat.region);
  updateObliged(book, state);
}

/** That holder checked in at `at` (milliseconds). */
export function checkInHolder(book: SeatBook, registration: string, at: number): void {
  const state = book.byHolder.get(registration);
  if (!state) {
    book.memory.checkIns.set(registration, at);
    return;
  }
  state.holders.set(registration, at);
  updateObliged(book, state);
}

/** The holder was released; what they had not signed obliges nobody. */
export function endHolder(book: SeatBook, registration: string): void {
  book.memory.over.set(registration, true);
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
export const isPresent = (state: SeatState): boolean => state.open > 0;

const noteIntervals = ({ stale }: SeatBook, state: SeatState): void => {
  state.late = undefined;
  stale.cells.add(state.seat.region);
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
