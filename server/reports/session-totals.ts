// One pass over a session's seats becomes its totals: by region, province, office, and in time.
import { boardRow } from '../board/index.ts';
import type { RegionRules } from '../campaigns/index.ts';
import {
  type BoardCounters,
  type BoardRow,
  boardCounters,
  type RegionState,
} from '../protocol/board.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { holderOf, OUTSIDE, type SeatPlace, type SeatRecord } from './report-shapes.ts';
import type { Horizon } from './stays.ts';
import { addSeat, emptyTally, median, type Tally } from './tally.ts';

/** Counts of a group; `regions` and those after it count the regions of a province. */
export interface GroupRow extends Omit<Tally, 'minutes'> {
  code: string;
  name: string;
  /** The province of a region. */
  province: string;
  provinceCode: string;
  minutes: number | null;
  /** State of a region; null for any other group. */
  state: RegionState | null;
  regions: number;
  complete: number;
  regionsSigned: number;
}

export interface SessionTotals {
  counters: BoardCounters;
  rows: BoardRow[];
  whole: GroupRow;
  provinces: GroupRow[];
  regions: GroupRow[];
  offices: GroupRow[];
  arrivals: Arrivals;
  /** Seats (region and office) on which somebody came. */
  came: Set<string>;
}

/** What names a seat from one session to the next. */
export const seatKey = ({ regionCode, office }: SeatPlace): string => `${regionCode} ${office}`;

/** The sets that a region's state is made from, while they are filled. */
const emptySets = () => ({
  all: new Set<string>(),
  required: new Set<string>(),
  present: new Set<string>(),
  signed: new Set<string>(),
  obliged: new Set<string>(),
});
type Sets = ReturnType<typeof emptySets>;

const addToSets = (sets: Sets, record: SeatRecord, signingOpenedAt: number | undefined): void => {
  const { seat, required } = record.place;
  const checkedInAt = holderOf(record)?.checkedInAt ?? undefined;
  sets.all.add(seat);
  if (required) sets.required.add(seat);
  if (record.people.some(({ present }) => present)) sets.present.add(seat);
  if (record.people.some(({ signedAt }) => signedAt !== null)) sets.signed.add(seat);
  if (signingOpenedAt === undefined || checkedInAt === undefined) return;
  if (checkedInAt <= signingOpenedAt) sets.obliged.add(seat);
};

interface Group {
  place: Pick<SeatPlace, 'province' | 'provinceCode'>;
  code: string;
  name: string;
  tally: Tally;
}

interface Groups {
  whole: Group;
  provinces: Map<string, Group>;
  regions: Map<string, Group>;
  offices: Map<string, Group>;
}

export interface TotalsOptions {
  /** The codes of the set in their order. */
  regions: string[];
  rules: RegionRules;
  signingOpenedAt: number | undefined;
  horizon: Horizon;
}

/** Folds records into totals; regions' states come from the same functions as the board's. */
export async function sessionTotals(
  records: AsyncIterable<SeatRecord>,
  { regions, rules, signingOpenedAt, horizon }: TotalsOptions,
): Promise<SessionTotals> {
  const groups = emptyGroups();
  const outside = emptySets();
  const sets = new Map<string, Sets>(regions.map((code) => [code, emptySets()]));
  const arrivals = createArrivals(horizon);
  const came = new Set<string>();
  for await (const record of records) {
    const { place, people } = record;
    for (const group of groupsOf(groups, place)) addSeat(group.tally, record);
    const own = place.regionCode === OUTSIDE ? outside : sets.get(place.regionCode);
    if (own) addToSets(own, record, signingOpenedAt);
    for (const { stays } of people) {
      if (stays.length > 0) came.add(seatKey(place));
      arrivals.add(stays);
    }
  }
  const rows = regions.map((code) => boardRow(code, sets.get(code) ?? emptySets(), rules));
  const inRegions = [...sets.values()].reduce((sum, { all }) => sum + all.size, 0);
  const counters = boardCounters(rows, inRegions, {
    seats: outside.all.size,
    present: outside.present.size,
    signed: outside.signed.size,
  });
  return { counters, rows, came, arrivals: arrivals.result(), ...groupRows(groups, rows) };
}

const group = (code: string, name: string, place: Group['place']): Group => ({
  code,
  name,
  place,
  tally: emptyTally(),
});

const emptyGroups = (): Groups => ({
  whole: group('', '', { province: '', provinceCode: '' }),
  provinces: new Map(),
  regions: new Map(),
  offices: new Map(),
});

const ensure = (groups: Map<string, Group>, made: Group): Group => {
  const known = groups.get(made.code);
  if (known) return known;
  groups.set(made.code, made);
  return made;
};

/** The groups that a seat counts in. */
const groupsOf = (groups: Groups, place: SeatPlace): Group[] => {
  const isOutside = place.regionCode === OUTSIDE;
  const region = group(place.regionCode, isOutside ? '' : place.region, place);
  const province = group(place.provinceCode, place.province, place);
  // Outside regions an office is one institution's own.
  const office = isOutside
    ? group(OUTSIDE, '', place)
    : group(place.office, place.title, { province: '', provinceCode: '' });
  return [
    groups.whole,
    ensure(groups.regions, region),
    ensure(groups.provinces, province),
    ensure(groups.offices, office),
  ];
};

const groupRows = (groups: Groups, rows: BoardRow[]) => {
  const states = new Map(rows.map((row) => [row[0], row[1]]));
  const regions = [...groups.regions.values()].map((one) =>
    rowOf(one, states.get(one.code) ?? null, []),
  );
  const statesIn = (province: string): RegionState[] =>
    regions.flatMap((one) => (one.provinceCode === province ? (one.state ?? []) : []));
  return {
    whole: rowOf(groups.whole, null, [...states.values()]),
    regions,
    provinces: [...groups.provinces.values()].map((one) => rowOf(one, null, statesIn(one.code))),
    offices: [...groups.offices.values()].map((one) => rowOf(one, null, [])),
  };
};

const rowOf = (from: Group, state: RegionState | null, states: RegionState[]): GroupRow => {
  const { minutes, ...counts } = from.tally;
  return {
    ...counts,
    code: from.code,
    name: from.name,
    province: from.place.province,
    provinceCode: from.place.provinceCode,
    minutes: median(minutes),
    state,
    regions: states.length,
    complete: states.filter((one) => one >= 2).length,
    regionsSigned: states.filter((one) => one === 3).length,
  };
};
