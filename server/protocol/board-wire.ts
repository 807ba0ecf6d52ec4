// The board as it travels: packed into text, far smaller than its picture in memory. What can be
// reckoned from the rows is not sent; a delta names regions by their place in the snapshot.
import type {
  BoardCounters,
  BoardDelta,
  BoardPhase,
  BoardRow,
  BoardSnapshot,
  RegionState,
} from './board.ts';
import { boardCounters } from './board-counters.ts';
import { type NumberReader, numberText, readNumbers } from './number-text.ts';

/** A snapshot of 270 regions takes about 2.5 KB, a delta about 5 bytes a region and 20. */
export type PackedSnapshot = string;
export type PackedDelta = string;

/** The first number of every snapshot: another one is another way to pack. */
const FORMAT = 1;
const PHASES: readonly BoardPhase[] = ['presence', 'signing', 'frozen'];

const numbers = (...values: number[]): string => values.map(numberText).join('');

/**
 * Format, version, phase, seats in regions, the three numbers of the seats outside, the number of
 * rows; each row: how many characters of its code are those of the code before, how many follow,
 * these, required, state, present, signed; then the latest regions.
 */
export function packSnapshot(snapshot: BoardSnapshot): PackedSnapshot {
  const { v, phase, counters, rows, latest } = snapshot;
  const { seats, outside } = counters;
  const head = [FORMAT, v, PHASES.indexOf(phase), seats];
  const row = ([code, state, required, present, signed]: BoardRow, at: number): string => {
    const shared = sharedLength(rows[at - 1]?.[0] ?? '', code);
    const own = code.slice(shared);
    return numbers(shared, own.length) + own + numbers(required, state, present, signed);
  };
  return [
    numbers(...head, outside.seats, outside.present, outside.signed, rows.length),
    ...rows.map(row),
    packLatest(latest, placesOf(rows)),
  ].join('');
}

/** What `packSnapshot` packed; undefined when it is something else. */
export const unpackSnapshot = (packed: PackedSnapshot): BoardSnapshot | undefined =>
  orUndefined(() => {
    const reader = readNumbers(packed);
    if (reader.number() !== FORMAT) return undefined;
    const [v, phase, seats] = [reader.number(), readPhase(reader), reader.number()];
    const outside = {
      seats: reader.number(),
      present: reader.number(),
      signed: reader.number(),
    };
    const rows: BoardRow[] = [];
    const count = reader.number();
    for (let code = ''; rows.length < count; ) {
      code = code.slice(0, reader.number()) + reader.text(reader.number());
      const required = reader.number();
      rows.push([code, readState(reader), required, reader.number(), reader.number()]);
    }
    const latest = readLatest(reader, rows);
    if (!reader.isAtEnd()) return undefined;
    return { v, phase, counters: boardCounters(rows, seats, outside), rows, latest };
  });

/** Places of the region codes in a board's rows, which never change while it lives. */
export const placesOf = (rows: readonly BoardRow[]): Map<string, number> =>
  new Map(rows.map((row, place) => [row[0], place]));

/**
 * Version, how far back it begins, phase, present and signed of the seats outside, the latest
 * regions; then each changed row: how far its place is from the one before, state, present, signed.
 */
export function packDelta(delta: BoardDelta, places: Map<string, number>): PackedDelta {
  const { v, from, phase, counters, rows, latest } = delta;
  const { present, signed } = counters.outside;
  const placed = rows
    .map((row) => ({ place: places.get(row[0]) ?? 0, row }))
    .sort((a, b) => a.place - b.place);
  const cells = placed.map(({ place, row }, at) =>
    numbers(place - (placed[at - 1]?.place ?? 0), row[1], row[3], row[4]),
  );
  return [
    numbers(v, v - from, PHASES.indexOf(phase), present, signed),
    packLatest(latest, places),
    ...cells,
  ].join('');
}

/** A delta on its way may be this much older than a snapshot; one further back is another board's. */
const LATE_DELTAS = 20;

/**
 * The picture after a delta: the same one when the delta is older, undefined when one is missing
 * before it (or it is none) and a snapshot must be asked for.
 */
export const applyDelta = (
  picture: BoardSnapshot,
  packed: PackedDelta,
): BoardSnapshot | undefined =>
  orUndefined(() => {
    const reader = readNumbers(packed);
    const v = reader.number();
    const from = v - reader.number();
    if (v <= picture.v) return picture.v - v <= LATE_DELTAS ? picture : undefined;
    if (from > picture.v) return undefined;
    const phase = readPhase(reader);
    const { seats, outside } = picture.counters;
    const outsideNow = { ...outside, present: reader.number(), signed: reader.number() };
    const latest = readLatest(reader, picture.rows);
    const rows = [...picture.rows];
    for (let place = 0; !reader.isAtEnd(); ) {
      place += reader.number();
      const before = getRow(rows, place);
      const state = readState(reader);
      rows[place] = [before[0], state, before[2], reader.number(), reader.number()];
    }
    return { v, phase, counters: boardCounters(rows, seats, outsideNow), rows, latest };
  });

/** The figures for officials: the ten counters in the order of `BoardCounters`. */
export type PackedFigures = number[];

/** Packs the counters. */
export const packFigures = ({ outside, ...c }: BoardCounters): PackedFigures => [
  ...[c.regions, c.regionsPresent, c.regionsComplete, c.regionsSigned],
  ...[c.officialsPresent, c.officialsSigned, c.seats],
  ...[outside.seats, outside.present, outside.signed],
];

/** What `packFigures` packed; missing ones are 0. */
export function unpackFigures(packed: PackedFigures): BoardCounters {
  const at = (place: number) => packed[place] ?? 0;
  return {
    regions: at(0),
    regionsPresent: at(1),
    regionsComplete: at(2),
    regionsSigned: at(3),
    officialsPresent: at(4),
    officialsSigned: at(5),
    seats: at(6),
    outside: { seats: at(7), present: at(8), signed: at(9) },
  };
}

const sharedLength = (before: string, code: string): number => {
  let length = 0;
  while (length < code.length && before[length] === code[length]) length += 1;
  return length;
};

const packLatest = (latest: readonly string[], places: Map<string, number>): string => {
  const known = latest.map((code) => places.get(code)).filter((place) => place !== undefined);
  return numbers(known.length, ...known);
};

const readLatest = (reader: NumberReader, rows: readonly BoardRow[]): string[] =>
  Array.from({ length: Math.min(reader.number(), rows.length) }, () =>
    getRow(rows, reader.number()),
  ).map(([code]) => code);

const getRow = (rows: readonly BoardRow[], place: number): BoardRow => {
  const row = rows[place];
  if (!row) throw new RangeError(`No row ${place}`);
  return row;
};

const readPhase = (reader: NumberReader): BoardPhase => {
  const phase = PHASES[reader.number()];
  if (!phase) throw new RangeError('No such phase');
  return phase;
};

const readState = (reader: NumberReader): RegionState => {
  const state = reader.number();
  if (state === 0 || state === 1 || state === 2 || state === 3) return state;
  throw new RangeError('No such state');
};

const orUndefined = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
