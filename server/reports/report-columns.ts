// The columns of the report by person and by group: one list for files and for the page.

import type { TimeRow } from './arrivals.ts';
import type { SeatChange } from './difference.ts';
import type { Cell, CellKind } from './export-file.ts';
import { OUTSIDE, type PersonRow, type SeatPlace } from './report-shapes.ts';
import type { GroupRow } from './session-totals.ts';
import type { WitnessRow } from './witness-rows.ts';

/** Gives the text of a key below `reports`, in the reader's language. */
export type Words = (key: string, parameters?: Record<string, string | number>) => string;

export interface Column<Row> {
  /** Its header lies under `reports.columns.<key>`. */
  key: string;
  kind: CellKind;
  /** In characters. */
  width: number;
  of(row: Row, words: Words): Cell;
}

export interface SeatPerson {
  place: SeatPlace;
  person: PersonRow;
}

const MINUTE_MS = 60_000;
const yesNo = (holds: boolean, words: Words): string => words(holds ? 'yes' : 'no');
const codeOf = ({ regionCode }: SeatPlace): string => (regionCode === OUTSIDE ? '' : regionCode);
const provinceOf = ({ province }: SeatPlace, words: Words): string => province || words('outside');

const text = <Row>(key: string, width: number, of: Column<Row>['of']): Column<Row> => ({
  key,
  kind: 'text',
  width,
  of,
});
const number = <Row>(key: string, of: (row: Row) => number | null): Column<Row> => ({
  key,
  kind: 'number',
  width: 12,
  of,
});
const moment = <Row>(key: string, of: (row: Row) => number | null): Column<Row> => ({
  key,
  kind: 'moment',
  width: 20,
  of,
});

/** "09.12", in WIB. */
export const clockText = (at: number): string =>
  new Date(at + 7 * 60 * MINUTE_MS).toISOString().slice(11, 16).replace(':', '.');

/** "09.12-09.20": a stretch in WIB. */
const stretchText = ({ start, end }: { start: number; end: number }): string =>
  [start, end].map(clockText).join('-');

const longestGap = ({ attendance: { gaps } }: PersonRow): number =>
  Math.max(0, ...gaps.map(({ start, end }) => Math.round((end - start) / MINUTE_MS)));

const listed = (values: string[], group: string, words: Words): string =>
  values.map((value) => words(`${group}.${value}`)).join(', ');

const placeColumns = <Row extends { place: SeatPlace }>(): Column<Row>[] => [
  text('regionCode', 11, ({ place }) => codeOf(place)),
  text('region', 34, ({ place }) => place.region),
  text('province', 24, ({ place }, words) => provinceOf(place, words)),
  text('office', 34, ({ place }) => place.title),
];

/** Where a seat is, also of one that nobody holds. */
export const SEAT_COLUMNS: Column<{ place: SeatPlace }>[] = [
  ...placeColumns<{ place: SeatPlace }>(),
  text('seat', 24, ({ place }) => place.seat),
];

/** What is told of a person. */
export const OWN_COLUMNS: Column<SeatPerson>[] = [
  text('name', 34, ({ person }) => person.name),
  text('acting', 10, ({ person }) => person.acting),
  text('standing', 14, ({ person }, words) => words(`standing.${person.standing}`)),
  text('identified', 18, ({ person }, words) => words(`identified.${person.identifiedBy}`)),
  moment('checkedInAt', ({ person }) => person.checkedInAt),
  moment('firstAt', ({ person }) => person.firstAt),
  moment('lastAt', ({ person }) => person.lastAt),
  text('present', 12, ({ person }, words) => yesNo(person.present, words)),
  number('measured', ({ person }) => person.attendance.measuredMinutes),
  number('correction', ({ person }) => person.attendance.correction?.minutes ?? null),
  text('correctionReason', 30, ({ person }) => person.attendance.correction?.reason ?? ''),
  number('minutes', ({ person }) => person.attendance.minutes),
  number('needed', ({ person }) => person.attendance.needed),
  text('met', 12, ({ person }, words) => yesNo(person.attendance.met, words)),
  text('late', 10, ({ person }, words) => yesNo(person.attendance.late, words)),
  number('gaps', ({ person }) => person.attendance.gaps.length),
  number('longestGap', ({ person }) => longestGap(person)),
  text('gapList', 40, ({ person }) => person.attendance.gaps.map(stretchText).join('; ')),
  text('devices', 18, ({ person }, words) => listed(person.devices, 'device', words)),
  text('rooms', 24, ({ person }) => person.rooms.join(', ')),
  text('vouched', 30, ({ person: { vouched } }, words) =>
    vouched === null ? words('no') : words('vouched', { reason: vouched }),
  ),
  moment('signedAt', ({ person }) => person.signedAt),
  text('signedLate', 12, ({ person: { signedAt, signedLate } }, words) =>
    signedAt === null ? '' : yesNo(signedLate, words),
  ),
];

/** The report by person. */
export const PERSON_COLUMNS: Column<SeatPerson>[] = [...SEAT_COLUMNS, ...OWN_COLUMNS];

const pick = <Row>(columns: Column<Row>[], keys: string[]): Column<Row>[] =>
  keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);

const ON_PAGE = [
  'name',
  'office',
  'firstAt',
  'lastAt',
  'minutes',
  'needed',
  'met',
  'late',
  'gaps',
  'devices',
  'rooms',
  'signedAt',
  'signedLate',
];
/** The same on the page, where the region is named above. */
export const PAGE_PERSON_COLUMNS = pick(PERSON_COLUMNS, ON_PAGE);

/** What every group counts. */
const countColumns: Column<GroupRow>[] = [
  number('seats', ({ seats }) => seats),
  number('held', ({ held }) => held),
  number('checkedIn', ({ checkedIn }) => checkedIn),
  number('came', ({ came }) => came),
  number('present', ({ present }) => present),
  number('met', ({ met }) => met),
  number('late', ({ late }) => late),
  number('minutesMedian', ({ minutes }) => minutes),
  number('signed', ({ signed }) => signed),
];

const groupName = ({ code, name }: GroupRow, words: Words): string =>
  code === OUTSIDE ? words('outside') : name;
const groupCode = ({ code }: GroupRow): string => (code === OUTSIDE ? '' : code);

export const REGION_COLUMNS: Column<GroupRow>[] = [
  text('regionCode', 11, groupCode),
  text('region', 34, groupName),
  text('province', 24, ({ province }) => province),
  ...countColumns,
  text('state', 24, ({ state }, words) => (state === null ? '' : words(`states.${state}`))),
];

export const PROVINCE_COLUMNS: Column<GroupRow>[] = [
  text('provinceCode', 11, groupCode),
  text('province', 24, groupName),
  number('regions', ({ regions }) => regions),
  number('complete', ({ complete }) => complete),
  number('regionsSigned', ({ regionsSigned }) => regionsSigned),
  ...countColumns,
];

export const OFFICE_COLUMNS: Column<GroupRow>[] = [text('office', 40, groupName), ...countColumns];

export const HOUR_COLUMNS: Column<TimeRow>[] = [
  moment('from', ({ start }) => start),
  moment('until', ({ end }) => end),
  number('arrived', ({ arrived }) => arrived),
  number('presentAtEnd', ({ present }) => present),
  number('left', ({ left }) => left),
];

export const CHANGE_COLUMNS: Column<SeatChange>[] = [
  ...placeColumns<SeatChange>(),
  text('change', 22, ({ change }, words) => words(`change.${change}`)),
  text('regionChange', 22, ({ regionChange }, words) => words(`change.${regionChange}`)),
];

const minutesOf = (ms: number): number => Math.round(ms / MINUTE_MS);
export const WITNESS_COLUMNS: Column<WitnessRow>[] = [
  ...placeColumns<WitnessRow>(),
  text('name', 34, ({ name }) => name),
  number('onlyPresence', ({ onlyPresenceMs }) => minutesOf(onlyPresenceMs)),
  number('onlyMedia', ({ onlyMediaMs }) => minutesOf(onlyMediaMs)),
  text('presenceList', 40, ({ presence }) => presence.map(stretchText).join('; ')),
  text('mediaList', 40, ({ media }) => media.map(stretchText).join('; ')),
];
/** The same on the page. */
export const PAGE_WITNESS_COLUMNS = pick(WITNESS_COLUMNS, [
  'name',
  'office',
  'region',
  'onlyPresence',
  'onlyMedia',
  'presenceList',
  'mediaList',
]);
