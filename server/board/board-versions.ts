// The rows of one session's board with their version: coalesced deltas come out of a flush.
import type { RegionRules } from '../campaigns/index.ts';
import {
  type BoardDelta,
  type BoardPhase,
  type BoardRow,
  type BoardSnapshot,
  boardCounters,
} from '../protocol/board.ts';
import { type PackedSnapshot, packSnapshot } from '../protocol/board-wire.ts';
import { boardRow } from './board-rules.ts';
import { isPresent, type SeatBook } from './board-seats.ts';
import { regionSets } from './region-sets.ts';

const LATEST = 3;

export interface BoardVersions {
  regions: string[];
  rules: RegionRules;
  seatsInRegions: number;
  phase: BoardPhase;
  phaseChanged: boolean;
  rows: Map<string, BoardRow>;
  current: BoardSnapshot;
  /** Place of each region in the rows, for what travels. */
  places: Map<string, number>;
  packed: { of: BoardSnapshot; text: PackedSnapshot } | undefined;
}

/** A board without rows, until its first flush. */
export const createBoardVersions = (options: {
  regions: string[];
  rules: RegionRules;
  seatsInRegions: number;
  firstVersion: number;
}): BoardVersions => ({
  ...options,
  phase: 'presence',
  phaseChanged: true,
  rows: new Map(),
  current: emptySnapshot(options.firstVersion),
  places: new Map(options.regions.map((code, place) => [code, place])),
  packed: undefined,
});

const emptySnapshot = (v: number): BoardSnapshot => ({
  v,
  phase: 'presence',
  counters: boardCounters([], 0, { seats: 0, present: 0, signed: 0 }),
  rows: [],
  latest: [],
});

/** The current snapshot as it travels: packed once, and shared by all who join at this version. */
export function packedBoard(versions: BoardVersions): PackedSnapshot {
  const { current, packed } = versions;
  if (packed?.of === current) return packed.text;
  const text = packSnapshot(current);
  versions.packed = { of: current, text };
  return text;
}

/** Takes another board's place: the next delta leads from `snapshot` to what is so here. */
export function continueBoard(versions: BoardVersions, snapshot: BoardSnapshot): void {
  versions.current = snapshot;
  versions.rows = new Map(snapshot.rows.map((row) => [row[0], row]));
  versions.phaseChanged = versions.phase !== snapshot.phase;
}

/** What changed since the last call; undefined when nothing did. */
export function flushBoard(versions: BoardVersions, book: SeatBook): BoardDelta | undefined {
  const { current, phase, phaseChanged, rows } = versions;
  if (book.stale.rows.size === 0 && !phaseChanged) return undefined;
  const before = new Map([...rows].map(([code, row]) => [code, row[1]]));
  const changed = takeChangedRows(versions, book);
  const all = versions.regions.map((code) => rows.get(code)).filter((row) => row !== undefined);
  const counters = boardCounters(all, versions.seatsInRegions, outsideOf(book));
  const isSame = changed.length === 0 && sameOutside(counters, current.counters);
  if (isSame && !phaseChanged) return undefined;
  const latest = nextLatest(changed, before, phase, phaseChanged ? [] : current.latest);
  versions.phaseChanged = false;
  versions.current = { v: current.v + 1, phase, counters, rows: all, latest };
  return { ...versions.current, rows: changed, from: current.v };
}

const outsideOf = ({ byRegion }: SeatBook): BoardSnapshot['counters']['outside'] => {
  const outside = byRegion.get(null) ?? [];
  return {
    seats: outside.length,
    present: outside.filter(isPresent).length,
    signed: outside.filter(({ signed }) => signed).length,
  };
};

const sameOutside = (
  { outside: a }: BoardSnapshot['counters'],
  { outside: b }: BoardSnapshot['counters'],
): boolean => a.seats === b.seats && a.present === b.present && a.signed === b.signed;

const takeChangedRows = ({ rows, rules }: BoardVersions, { stale, byRegion }: SeatBook) => {
  const changed: BoardRow[] = [];
  for (const code of stale.rows) {
    if (code === null) continue;
    const row = boardRow(code, regionSets(byRegion.get(code) ?? []), rules);
    if (rows.get(code)?.every((cell, index) => cell === row[index])) continue;
    rows.set(code, row);
    changed.push(row);
  }
  stale.rows.clear();
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
