// One session's board in memory: facts go in, the snapshot and coalesced deltas come out.
import type { BoardDelta, BoardPhase, BoardRow, BoardSnapshot } from '../protocol/board.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import { boardCounters, boardRow, type SeatFacts } from './board-rules.ts';

/** A seat as the board needs it; `region` null stands for the row Pusat dan Kanreg. */
export interface BoardSeat {
  _id: string;
  region: string | null;
  title: string;
  required: boolean;
}

interface SeatState extends SeatFacts {
  seat: BoardSeat;
  intervals: Set<string>;
  /** Moment of the active holder's check-in, in milliseconds; undefined before. */
  checkedInAt: number | undefined;
}

export interface BoardProjection {
  opened(interval: string, seat: string): void;
  closed(interval: string): void;
  checkedIn(registration: string, seat: string, at: number): void;
  /** The holder was released; what they had not signed obliges nobody. */
  ended(registration: string): void;
  signed(seat: string): void;
  /** Sets the phase and the moment from which on the obliged seats are fixed. */
  setPhase(phase: BoardPhase, signingOpenedAt: number | undefined): void;
  /** What changed since the last flush; undefined when nothing did. */
  flush(): BoardDelta | undefined;
  snapshot(): BoardSnapshot;
  /** The seats of a region (null: those outside regions) with their states, in order. */
  delegation(region: string | null): DelegationRow[];
  /** Regions whose seats changed since the last call; null stands for Pusat dan Kanreg. */
  takeTouched(): Set<string | null>;
}

const LATEST = 3;

/** `firstVersion` differs between processes, so that a delta never fits another one's snapshot. */
export function createBoardProjection(options: {
  regions: string[];
  seats: BoardSeat[];
  firstVersion: number;
}): BoardProjection {
  const { regions } = options;
  const states = new Map<string, SeatState>(
    options.seats.map((seat) => [
      seat._id,
      {
        seat,
        required: seat.required,
        present: false,
        signed: false,
        obliged: false,
        intervals: new Set<string>(),
        checkedInAt: undefined,
      },
    ]),
  );
  const ofRegion = new Map<string | null, SeatState[]>(regions.map((code) => [code, []]));
  for (const state of states.values()) {
    const list = ofRegion.get(state.seat.region) ?? [];
    list.push(state);
    ofRegion.set(state.seat.region, list);
  }
  const seatsInRegions = options.seats.filter((seat) => seat.region !== null).length;
  const intervalSeats = new Map<string, SeatState>();
  const holderSeats = new Map<string, SeatState>();
  const dirty = new Set<string | null>(ofRegion.keys());
  const touched = new Set<string | null>();
  let phase: BoardPhase = 'presence';
  let phaseChanged = true;
  let openedAt: number | undefined;
  const rows = new Map<string, BoardRow>();
  let current: BoardSnapshot = emptySnapshot(options.firstVersion);

  const touch = (state: SeatState) => {
    dirty.add(state.seat.region);
    touched.add(state.seat.region);
  };
  const updatePresence = (state: SeatState) => {
    const present = state.intervals.size > 0;
    if (present === state.present) return;
    state.present = present;
    touch(state);
  };
  const updateObliged = (state: SeatState) => {
    const { checkedInAt } = state;
    const obliged = openedAt !== undefined && checkedInAt !== undefined && checkedInAt <= openedAt;
    if (obliged === state.obliged) return;
    state.obliged = obliged;
    dirty.add(state.seat.region);
  };

  const changedRows = (): BoardRow[] => {
    const changed: BoardRow[] = [];
    for (const code of dirty) {
      if (code === null) continue;
      const row = boardRow(code, ofRegion.get(code) ?? []);
      const before = rows.get(code);
      if (before?.every((cell, index) => cell === row[index])) continue;
      rows.set(code, row);
      changed.push(row);
    }
    return changed;
  };

  const nextLatest = (changed: BoardRow[], before: Map<string, number>): string[] => {
    const least = phase === 'presence' ? 1 : 3;
    const risen = changed
      .filter(([code, state]) => state >= least && state > (before.get(code) ?? 0))
      .map(([code]) => code);
    return [...new Set([...risen.reverse(), ...current.latest])].slice(0, LATEST);
  };

  return {
    opened(interval, seat) {
      const state = states.get(seat);
      if (!state || intervalSeats.has(interval)) return;
      intervalSeats.set(interval, state);
      state.intervals.add(interval);
      updatePresence(state);
    },
    closed(interval) {
      const state = intervalSeats.get(interval);
      if (!state) return;
      intervalSeats.delete(interval);
      state.intervals.delete(interval);
      updatePresence(state);
    },
    checkedIn(registration, seat, at) {
      const state = states.get(seat);
      if (!state) return;
      holderSeats.set(registration, state);
      state.checkedInAt = at;
      updateObliged(state);
    },
    ended(registration) {
      const state = holderSeats.get(registration);
      if (!state) return;
      holderSeats.delete(registration);
      state.checkedInAt = undefined;
      updateObliged(state);
    },
    signed(seat) {
      const state = states.get(seat);
      if (!state || state.signed) return;
      state.signed = true;
      touch(state);
    },
    setPhase(next, signingOpenedAt) {
      phaseChanged ||= next !== phase;
      phase = next;
      if (signingOpenedAt === openedAt) return;
      openedAt = signingOpenedAt;
      for (const state of states.values()) updateObliged(state);
    },
    flush() {
      if (dirty.size === 0 && !phaseChanged) return undefined;
      const before = new Map([...rows].map(([code, row]) => [code, row[1]]));
      const outsideChanged = dirty.has(null);
      const changed = changedRows();
      dirty.clear();
      if (changed.length === 0 && !outsideChanged && !phaseChanged) return undefined;
      if (phaseChanged) current = { ...current, latest: [] };
      phaseChanged = false;
      const all = regions.map((code) => rows.get(code) ?? boardRow(code, []));
      const from = current.v;
      current = {
        v: from + 1,
        phase,
        counters: boardCounters(all, seatsInRegions, ofRegion.get(null) ?? []),
        rows: all,
        latest: nextLatest(changed, before),
      };
      return { ...current, rows: changed, from };
    },
    snapshot: () => current,
    delegation: (region) =>
      (ofRegion.get(region) ?? []).map(({ seat, present, signed }) => ({
        seat: seat._id,
        title: seat.title,
        state: signed ? 'signed' : present ? 'present' : 'absent',
      })),
    takeTouched() {
      const result = new Set(touched);
      touched.clear();
      return result;
    },
  };
}

const emptySnapshot = (v: number): BoardSnapshot => ({
  v,
  phase: 'presence',
  counters: boardCounters([], 0, []),
  rows: [],
  latest: [],
});
