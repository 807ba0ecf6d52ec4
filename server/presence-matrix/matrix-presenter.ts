// From the matrix's facts to its page: provinces with their regions, a cell for each seat.
import type { RegionState } from '../protocol/board.ts';
import { clusterSentence, type Say, statesOf } from '../protocol/board-words.ts';
import { isLate } from '../protocol/matrix.ts';
import {
  type CellMark,
  cellMark,
  countCells,
  isFiltering,
  MATRIX_STATES,
  type MatrixFilter,
  type MatrixSeat,
  matcherOf,
  OUTSIDE,
  officeAt,
  picksSeats,
} from '../protocol/matrix-filter.ts';
import type { Region } from '../regions/index.ts';
import { countedFlag, type MatrixFacts } from './matrix-data.ts';

interface CellView {
  mark: CellMark;
  late: boolean;
  /** Picked by a filter of seats. */
  picked: boolean;
}

interface RowView {
  code: string;
  name: string;
  state: RegionState;
  count: number;
  total: number;
  cells: CellView[];
  /** The seats that only a rehearsal has, beyond the campaign's offices. */
  extra: { count: number; total: number } | undefined;
  hidden: boolean;
}

interface ProvinceView {
  code: string;
  name: string;
  sentence: string;
  rows: RowView[];
  hidden: boolean;
}

/** What every part of the page needs while it is made. */
interface Making {
  facts: MatrixFacts;
  filter: MatrixFilter;
  matches(seat: MatrixSeat): boolean;
  cells: Map<string, number[]>;
  states: Map<string, RegionState>;
  flag: 'present' | 'signed';
  say: Say;
}

const rowOf = (region: Region, making: Making): RowView => {
  const { facts, filter, matches, flag } = making;
  const cells = making.cells.get(region.code) ?? [];
  const offices = facts.campaign.seats.inRegions;
  const { name, province, provinceCode } = region;
  const found = cells.map((cell, place) => {
    const { code: officeCode, title: office } = officeAt(offices, place);
    return matches({ region: name, province, provinceCode, office, officeCode, cell });
  });
  const marked = picksSeats(filter);
  const extra = cells.slice(offices.length);
  return {
    code: region.code,
    name: region.name,
    state: making.states.get(region.code) ?? 0,
    count: countCells(cells, flag),
    total: cells.length,
    extra: extra.length > 0 ? { count: countCells(extra, flag), total: extra.length } : undefined,
    cells: cells.slice(0, offices.length).map((cell, place) => ({
      mark: cellMark(cell),
      late: isLate(cell),
      picked: marked && found[place] === true,
    })),
    hidden: !found.includes(true),
  };
};

const provincesOf = (making: Making): ProvinceView[] => {
  const { regions } = making.facts;
  const names = new Map(regions.map((one) => [one.provinceCode, one.province]));
  return [...names].map(([code, name]) => {
    const own = regions.filter((one) => one.provinceCode === code);
    const rows = own.map((region) => rowOf(region, making));
    const states = rows.map(({ state }) => state);
    // The heading bears the name already.
    const sentence = clusterSentence(name, states, making.say).replace(`${name}: `, '');
    return { code, name, sentence, rows, hidden: rows.every(({ hidden }) => hidden) };
  });
};

const outsideOf = ({ facts, matches, cells, filter }: Making) => {
  const { outside } = facts.campaign.seats;
  const own = cells.get('') ?? [];
  const marked = picksSeats(filter);
  const rows = outside.map(({ code, title, office: place }, index) => {
    const cell = own[index] ?? 0;
    const province = 'Pusat dan Kanreg';
    const found = matches({
      region: place,
      province,
      provinceCode: OUTSIDE,
      office: title,
      officeCode: code,
      cell,
    });
    const picked = marked && found;
    return { code, place, title, mark: cellMark(cell), late: isLate(cell), picked, hidden: !found };
  });
  return { rows, hidden: rows.every(({ hidden }) => hidden) };
};

/** The choices of the filter's fields; `chosen` is the one of the address. */
const choicesOf = ({ campaign, regions }: MatrixFacts, filter: MatrixFilter) => {
  const provinces = new Map(regions.map((one) => [one.provinceCode, one.province]));
  return {
    provinces: [...provinces].map(([code, name]) => ({
      code,
      name,
      chosen: code === filter.province,
    })),
    outsideChosen: filter.province === OUTSIDE,
    hasOutside: campaign.seats.outside.length > 0,
    offices: campaign.seats.inRegions.map(({ code, title }) => ({
      code,
      name: title,
      chosen: code === filter.office,
    })),
    states: Object.keys(MATRIX_STATES)
      .filter((code) => campaign.declaration || code !== 'menandatangani')
      .map((code) => ({ code, chosen: code === filter.state })),
  };
};

/** The view of templates/pages/matrix.hbs. `say` speaks the board's words. */
export function matrixView(facts: MatrixFacts, filter: MatrixFilter, say: Say) {
  const { session, campaign, matrix, board } = facts;
  const flag = countedFlag(facts);
  const making: Making = {
    facts,
    filter,
    matches: matcherOf(
      filter,
      facts.regions.map(({ name }) => name),
    ),
    cells: new Map(matrix.rows),
    states: statesOf(board.rows),
    flag,
    say,
  };
  const provinces = provincesOf(making);
  const outside = outsideOf(making);
  const shown = provinces.flatMap(({ rows }) => rows.filter(({ hidden }) => !hidden)).length;
  const hasExtra = provinces.some(({ rows }) => rows.some(({ extra }) => extra));
  const shownOutside = outside.rows.filter(({ hidden }) => !hidden).length;
  return {
    slug: session.slug,
    session: session.title,
    phase: board.phase,
    search: filter.search,
    choices: choicesOf(facts, filter),
    offices: campaign.seats.inRegions.map(({ title }, index) => ({ title, number: index + 1 })),
    hasExtra,
    columns: campaign.seats.inRegions.length + (hasExtra ? 3 : 2),
    flag,
    provinces,
    outside,
    filtering: isFiltering(filter),
    shown,
    shownOutside,
    nothing: shown + shownOutside === 0,
    total: facts.regions.length,
  };
}

/** What the matrix's script is given; names of regions it reads from the page. */
export const matrixPageData = (facts: MatrixFacts) => ({
  session: facts.session.slug,
  offices: facts.campaign.seats.inRegions.map(({ code, title }) => ({ code, title })),
  rows: facts.matrix.rows,
  signs: facts.campaign.declaration !== null,
});
