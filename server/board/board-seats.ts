// The seats of one session's board: facts go in, and which regions they changed comes out.
import type { SeatFacts } from './board-rules.ts';

/** A seat as the board needs it; `region` null stands for the row Pusat dan Kanreg. */
export interface BoardSeat {
  _id: string;
  region: string | null;
  title: string;
  required: boolean;
}

export interface SeatState extends SeatFacts {
  seat: BoardSeat;
  intervals: Set<string>;
  /** Moment of the active holder's check-in, in milliseconds; undefined before. */
  checkedInAt: number | undefined;
}

/** Everything the board knows of its seats. Every fact may come twice and changes nothing then. */
export interface SeatBook {
  seats: Map<string, SeatState>;
  byRegion: Map<string | null, SeatState[]>;
  byInterval: Map<string, SeatState>;
  byHolder: Map<string, SeatState>;
  /** Regions whose row may have changed; null stands for Pusat dan Kanreg. */
  dirty: Set<string | null>;
  /** Regions whose delegation's list changed. */
  touched: Set<string | null>;
  /** From this moment on (milliseconds) the obliged seats are fixed. */
  signingOpenedAt: number | undefined;
}

/** A book in which nobody is present yet; every region counts as changed. */
export function createSeatBook(regions: string[], seats: BoardSeat[]): SeatBook {
  const book: SeatBook = {
    seats: new Map(seats.map((seat) => [seat._id, emptyState(seat)])),
    byRegion: new Map(regions.map((code) => [code, []])),
    byInterval: new Map(),
    byHolder: new Map(),
    dirty: new Set(),
    touched: new Set(),
    signingOpenedAt: undefined,
  };
  for (const state of book.seats.values()) {
    const list = book.byRegion.get(state.seat.region) ?? [];
    list.push(state);
    book.byRegion.set(state.seat.region, list);
  }
  for (const region of book.byRegion.keys()) book.dirty.add(region);
  return book;
}

const emptyState = (seat: BoardSeat): SeatState => ({
  seat,
  required: seat.required,
  present: false,
  signed: false,
  obliged: false,
  intervals: new Set(),
  checkedInAt: undefined,
});

/** Somebody on `seat` came: `interval` is the presence document's id. */
export function openInterval(book: SeatBook, interval: string, seat: string): void {
  const state = book.seats.get(seat);
  if (!state || book.byInterval.has(interval)) return;
  book.byInterval.set(interval, state);
  state.intervals.add(interval);
  updatePresence(book, state);
}

/** That presence ended. */
export function closeInterval(book: SeatBook, interval: string): void {
  const state = book.byInterval.get(interval);
  if (!state) return;
  book.byInterval.delete(interval);
  state.intervals.delete(interval);
  updatePresence(book, state);
}

/** The holder of `seat` checked in at `at` (milliseconds). */
export function checkInHolder(book: SeatBook, registration: string, seat: string, at: number) {
  const state = book.seats.get(seat);
  if (!state) return;
  book.byHolder.set(registration, state);
  state.checkedInAt = at;
  updateObliged(book, state);
}

/** The holder was released; what they had not signed obliges nobody. */
export function endHolder(book: SeatBook, registration: string): void {
  const state = book.byHolder.get(registration);
  if (!state) return;
  book.byHolder.delete(registration);
  state.checkedInAt = undefined;
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

const touch = (book: SeatBook, { seat }: SeatState): void => {
  book.dirty.add(seat.region);
  book.touched.add(seat.region);
};

const updatePresence = (book: SeatBook, state: SeatState): void => {
  const present = state.intervals.size > 0;
  if (present === state.present) return;
  state.present = present;
  touch(book, state);
};

const updateObliged = ({ signingOpenedAt, dirty }: SeatBook, state: SeatState): void => {
  const { checkedInAt } = state;
  const obliged =
    signingOpenedAt !== undefined && checkedInAt !== undefined && checkedInAt <= signingOpenedAt;
  if (obliged === state.obliged) return;
  state.obliged = obliged;
  dirty.add(state.seat.region);
};
