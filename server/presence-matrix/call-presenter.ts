// The list of regions to call: why each is on it, whom to telephone, and who called already.
import type { Seat } from '../invitations/index.ts';
import type { RegionState } from '../protocol/board.ts';
import { statesOf } from '../protocol/board-words.ts';
import {
  type Call,
  type CallMark,
  callStage,
  callsOf,
  missingSeats,
} from '../protocol/call-list.ts';
import { type CellMark, cellMark } from '../protocol/matrix-filter.ts';
import { searchOf } from '../protocol/search.ts';
import type { Region } from '../regions/index.ts';
import type { Registration } from '../registrations/index.ts';
import { type HolderView, holderView } from './contact.ts';
import type { MatrixFacts } from './matrix-data.ts';

/** Regions on one page of the list. */
export const CALLS_SHOWN = 30;

export interface CallFilter {
  search: string;
  province: string;
}

interface CallSeat {
  title: string;
  mark: CellMark;
  holder: HolderView | undefined;
}

export interface CallItem extends Omit<Call, 'mark'> {
  name: string;
  province: string;
  state: RegionState;
  /** Place in the list, from 1. */
  rank: number;
  /** The missing seats that have a holder. */
  seats: CallSeat[];
  /** Titles of the missing seats that nobody holds, in one line. */
  free: string;
  /** Registered officials of the other seats: colleagues who can be asked. */
  others: CallSeat[];
  /** The last call of the region, however long ago. */
  last: CallMark | undefined;
  /** The last call is recent enough to let others go first. */
  isCalled: boolean;
  /** Number of the last call; a mark is made on top of it. */
  seen: number;
}

/** The ranking of a session's regions, as far as the filter goes. */
export function rankedCalls(
  facts: MatrixFacts,
  filter: CallFilter,
  moment: { marks: readonly CallMark[]; now: number },
): Call[] {
  const states = statesOf(facts.board.rows);
  const regions = new Map(facts.regions.map((region) => [region.code, region]));
  const finds = searchOf(filter.search);
  const fits = (region: Region | undefined): boolean => {
    if (!region) return false;
    if (filter.province !== '' && region.provinceCode !== filter.province) return false;
    return finds(`${region.name} ${region.province}`);
  };
  return callsOf(facts.matrix.rows, callStage(facts.session.status), {
    ...moment,
    states,
  }).filter(({ code }) => fits(regions.get(code)));
}

const seatsOf = (
  facts: MatrixFacts,
  code: string,
  seats: readonly Seat[],
  holders: ReadonlyMap<string, Registration>,
): { missing: CallSeat[]; others: CallSeat[] } => {
  const cells = facts.matrix.rows.find(([region]) => region === code)?.[1] ?? [];
  const missing = new Set(missingSeats(cells, callStage(facts.session.status)));
  const views = seats.map(({ _id, title }, place): CallSeat => {
    const holder = holders.get(_id);
    const mark = cellMark(cells[place] ?? 0);
    return { title, mark, holder: holder && holderView(holder) };
  });
  return {
    missing: views.filter((_, place) => missing.has(place)),
    others: views.filter(({ holder }, place) => holder && !missing.has(place)),
  };
};

/** The calls of one page with their people. `from` is the place of the first, from 0. */
export function callItems(
  facts: MatrixFacts,
  calls: readonly Call[],
  people: { seats: readonly Seat[]; holders: readonly Registration[]; marks: readonly CallMark[] },
  from: number,
): CallItem[] {
  const states = statesOf(facts.board.rows);
  const regions = new Map(facts.regions.map((region) => [region.code, region]));
  const holders = new Map(people.holders.map((one) => [one.seat, one]));
  const last = new Map(people.marks.map((mark) => [mark.region, mark]));
  return calls.slice(from, from + CALLS_SHOWN).map(({ mark, ...call }, index) => {
    const own = people.seats.filter(({ region }) => region === call.code);
    const { missing, others } = seatsOf(facts, call.code, own, holders);
    return {
      ...call,
      name: regions.get(call.code)?.name ?? call.code,
      province: regions.get(call.code)?.province ?? '',
      state: states.get(call.code) ?? 0,
      rank: from + index + 1,
      seats: missing.filter(({ holder }) => holder),
      free: missing
        .filter(({ holder }) => !holder)
        .map(({ title }) => title)
        .join(', '),
      others,
      last: last.get(call.code),
      isCalled: mark !== undefined,
      seen: last.get(call.code)?.number ?? 0,
    };
  });
}
