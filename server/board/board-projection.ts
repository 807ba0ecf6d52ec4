// One session's board in memory: its versions. Facts go into its seats, the snapshot and
// coalesced deltas come out.
import type { BoardDelta, BoardPhase, BoardRow, BoardSnapshot } from '../protocol/board.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import { boardCounters, boardRow } from './board-rules.ts';
import {
  type BoardSeat,
  checkInHolder,
  closeInterval,
  createSeatBook,
  endHolder,
  openInterval,
  type SeatBook,
  setSigningOpened,
  signSeat,
} from './board-seats.ts';

export interface BoardProjection {
  opened(interval: string, seat: string): void;
  closed(interval: string): void;
  checkedIn(registration: string, seat: string, at: number): void;
  /** The holder was released; what they had not signed obliges nobody. */
  ended(registration: string): void;
  signed(seat: string): void;
  /** Sets the phase and the moment from which on the obliged seats are fixed. */
  setPhase(phase: BoardPhase, signingOpenedAt: number | undefined): void;
  /** Takes another projection's place: the next delta leads from `snapshot` to what is so here. */
  continueFrom(snapshot: BoardSnapshot): void;
  /** What changed since the last flush; undefined when nothing did. */
  flush(): BoardDelta | undefined;
  snapshot(): BoardSnapshot;
  /** The seats of a region (null: those outside regions) with their states, in order. */
  delegation(region: string | null): DelegationRow[];
  /** Regions whose seats changed since the last call; null stands for Pusat dan Kanreg. */
  takeTouched(): Set<string | null>;
}

const LATEST = 3;

interface Versions {
  regions: string[];
  seatsInRegions: number;
  book: SeatBook;
  phase: BoardPhase;
  phaseChanged: boolean;
  rows: Map<string, BoardRow>;
  current: BoardSnapshot;
}

/** `firstVersion` differs between processes, so that a delta never fits another one's snapshot. */
export function createBoardProjection(options: {
  regions: string[];
  seats: BoardSeat[];
  firstVersion: number;
}): BoardProjection {
  const book = createSeatBook(options.regions, options.seats);
  const versions: Versions = {
    regions: options.regions,
    seatsInRegions: options.seats.filter((seat) => seat.region !== null).length,
    book,
    phase: 'presence',
    phaseChanged: true,
    rows: new Map(),
    current: emptySnapshot(options.firstVersion),
  };
  return {
    opened: (interval, seat) => openInterval(book, interval, seat),
    closed: (interval) => closeInterval(book, interval),
    checkedIn: (registration, seat, at) => checkInHolder(book, registration, seat, at),
    ended: (registration) => endHolder(book, registration),
    signed: (seat) => signSeat(book, seat),
    setPhase(phase, signingOpenedAt) {
      versions.phaseChanged ||= phase !== versions.phase;
      versions.phase = phase;
      setSigningOpened(book, signingOpenedAt);
    },
    continueFrom: (snapshot) => continueFrom(versions, snapshot),
    flush: () => flush(versions),
    snapshot: () => versions.current,
    delegation: (region) => delegationOf(book, region),
    takeTouched() {
      const touched = new Set(book.touched);
      book.touched.clear();
      return touched;
    },
  };
}

const continueFrom = (versions: Versions, snapshot: BoardSnapshot): void => {
  versions.current = snapshot;
  versions.rows = new Map(snapshot.rows.map((row) => [row[0], row]));
  versions.phaseChanged = versions.phase !== snapshot.phase;
  for (const region of versions.book.byRegion.keys()) versions.book.dirty.add(region);
};

const flush = (versions: Versions): BoardDelta | undefined => {
  const { book, current, phase, phaseChanged, rows } = versions;
  if (book.dirty.size === 0 && !phaseChanged) return undefined;
  const before = new Map([...rows].map(([code, row]) => [code, row[1]]));
  const outside = book.byRegion.get(null) ?? [];
  const all = versions.regions;
  const changed = takeChangedRows(versions);
  const snapshot = all.map((code) => rows.get(code) ?? boardRow(code, []));
  const counters = boardCounters(snapshot, versions.seatsInRegions, outside);
  const isSame = changed.length === 0 && sameOutside(counters, current.counters);
  if (isSame && !phaseChanged) return undefined;
  const latest = nextLatest(changed, before, phase, phaseChanged ? [] : current.latest);
  versions.phaseChanged = false;
  versions.current = { v: current.v + 1, phase, counters, rows: snapshot, latest };
  return { ...versions.current, rows: changed, from: current.v };
};

const sameOutside = (
  { outside: a }: BoardSnapshot['counters'],
  { outside: b }: BoardSnapshot['counters'],
): boolean => a.seats === b.seats && a.present === b.present && a.signed === b.signed;

const takeChangedRows = ({ book, rows }: Versions): BoardRow[] => {
  const changed: BoardRow[] = [];
  for (const code of book.dirty) {
    if (code === null) continue;
    const row = boardRow(code, book.byRegion.get(code) ?? []);
    if (rows.get(code)?.every((cell, index) => cell === row[index])) continue;
    rows.set(code, row);
    changed.push(row);
  }
  book.dirty.clear();
  return changed;
};

/** Codes that rose in state, newest first, before those that had been the latest. */
const nextLatest = (
  changed: BoardRow[],
  before: Map<string, number>,
  phase: BoardPhase,
  latest: string[],
): string[] => {
  const least = phase === 'presence' ? 1 : 3;
  const risen = changed
    .filter(([code, state]) => state >= least && state > (before.get(code) ?? 0))
    .map(([code]) => code);
  return [...new Set([...risen.reverse(), ...latest])].slice(0, LATEST);
};

const delegationOf = (book: SeatBook, region: string | null): DelegationRow[] =>
  (book.byRegion.get(region) ?? []).map(({ seat, present, signed }) => ({
    seat: seat._id,
    title: seat.title,
    state: signed ? 'signed' : present ? 'present' : 'absent',
  }));

const emptySnapshot = (v: number): BoardSnapshot => ({
  v,
  phase: 'presence',
  counters: boardCounters([], 0, []),
  rows: [],
  latest: [],
});
