// Reads a session's record seat by seat: a few hundred seats at a time, their holders, signatures
// and intervals beside them, so that memory does not grow with the crowd.
import type { StoredInterval } from '../attendance/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { ClientSession } from '../core/database.ts';
import { inGroups } from '../core/in-groups.ts';
import type { Seat } from '../invitations/index.ts';
import type { Attendance } from '../protocol/attendance.ts';
import type { Region } from '../regions/index.ts';
import type { SeatHolder } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Signing } from '../signatures/index.ts';
import { personRow, type RoomFacts } from './person-row.ts';
import { OUTSIDE, type PersonRow, type SeatPlace, type SeatRecord } from './report-shapes.ts';
import type { Horizon } from './stays.ts';

/** Where the record is read; `reading` binds a read to one moment of the database. */
export interface ReportSources {
  campaignOf(session: SessionDocument): Promise<Campaign>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  seats(session: string): Promise<Seat[]>;
  /** The same one after the other; `region` null: only those outside regions. */
  eachSeat(session: string, region?: string | null, reading?: ClientSession): AsyncIterable<Seat>;
  holders(seats: string[], reading?: ClientSession): Promise<SeatHolder[]>;
  intervals(registrations: string[], reading?: ClientSession): AsyncIterable<StoredInterval>;
  signings(registrations: string[], reading?: ClientSession): Promise<Map<string, Signing>>;
  /** Reads the session's corrections, and evaluates a person's intervals with them. */
  evaluator(session: SessionDocument, reading?: ClientSession): Promise<Evaluate>;
  /** What shared rooms add to a person's row. */
  rooms(session: string): Promise<RoomFacts>;
}

export type Evaluate = (registration: string, intervals: StoredInterval[], now: Date) => Attendance;

export interface ReadOptions {
  session: SessionDocument;
  horizon: Horizon;
  /** Only the seats of this region, or those outside regions for `OUTSIDE`. */
  region?: string | undefined;
  reading?: ClientSession | undefined;
  /** Instead of all of them: these, in their order. */
  only?: Iterable<Seat>;
}

const SEATS_AT_ONCE = 500;

/** Every seat of the session (or region) in its order, with all who held it. */
export async function* readSeats(
  sources: ReportSources,
  options: ReadOptions,
): AsyncGenerator<SeatRecord, void, undefined> {
  const { session, region, reading } = options;
  const regions = await regionsByCode(sources, session);
  const facts = {
    evaluate: await sources.evaluator(session, options.reading),
    rooms: await sources.rooms(session._id),
  };
  const wanted = region === OUTSIDE ? null : region;
  const seats = options.only ?? sources.eachSeat(session._id, wanted, reading);
  for await (const group of inGroups(seats, SEATS_AT_ONCE)) {
    const some = group.map((seat) => placeOf(seat, regions));
    const people = await readPeople(sources, options, facts, some);
    for (const place of some) yield { place, people: people.get(place.seat) ?? [] };
  }
}

const regionsByCode = async (
  sources: ReportSources,
  session: SessionDocument,
): Promise<Map<string, Region>> => {
  const regions = await sources.regionsOf(await sources.campaignOf(session));
  return new Map(regions.map((one) => [one.code, one]));
};

/** Where each seat of the session is, in their order. */
export async function placesOf(
  sources: ReportSources,
  session: SessionDocument,
): Promise<SeatPlace[]> {
  const regions = await regionsByCode(sources, session);
  return (await sources.seats(session._id)).map((seat) => placeOf(seat, regions));
}

const placeOf = (seat: Seat, regions: Map<string, Region>): SeatPlace => {
  const region = seat.region === null ? undefined : regions.get(seat.region);
  return {
    seat: seat._id,
    regionCode: seat.region ?? OUTSIDE,
    region: region?.name ?? seat.place,
    provinceCode: region?.provinceCode ?? OUTSIDE,
    province: region?.province ?? '',
    office: seat.office,
    title: seat.title,
    required: seat.required,
  };
};

interface Facts {
  evaluate: Evaluate;
  rooms: RoomFacts;
}

/** The people of some seats, by seat, in the order in which they held it. */
const readPeople = async (
  sources: ReportSources,
  { horizon, reading }: ReadOptions,
  { evaluate, rooms }: Facts,
  places: SeatPlace[],
): Promise<Map<string, PersonRow[]>> => {
  // One read after the other: reads that are bound to one moment share a session.
  const holders = await sources.holders(
    places.map(({ seat }) => seat),
    reading,
  );
  const ids = holders.map(({ _id }) => _id);
  const signings = await sources.signings(ids, reading);
  const now = new Date(horizon.at);
  const rowOf = (holder: SeatHolder, intervals: StoredInterval[]): PersonRow => {
    const attendance = evaluate(holder._id, intervals, now);
    const record = { holder, intervals, attendance, signing: signings.get(holder._id) };
    return personRow(record, rooms, horizon);
  };
  const byId = new Map(holders.map((holder) => [holder._id, holder]));
  const rows = new Map<string, PersonRow>();
  for await (const [id, intervals] of byPerson(sources.intervals(ids, reading))) {
    const holder = byId.get(id);
    if (holder) rows.set(id, rowOf(holder, intervals));
  }
  for (const holder of holders) if (!rows.has(holder._id)) rows.set(holder._id, rowOf(holder, []));
  return groupBySeat(holders, rows);
};

const groupBySeat = (
  holders: SeatHolder[],
  rows: Map<string, PersonRow>,
): Map<string, PersonRow[]> => {
  const people = new Map<string, PersonRow[]>();
  for (const { _id, seat } of holders) {
    const row = rows.get(_id);
    if (!row) continue;
    const list = people.get(seat) ?? [];
    list.push(row);
    people.set(seat, list);
  }
  return people;
};

/** Intervals that come sorted by person, in one list a person. */
async function* byPerson(
  intervals: AsyncIterable<StoredInterval>,
): AsyncGenerator<[string, StoredInterval[]], void, undefined> {
  let person: string | undefined;
  let own: StoredInterval[] = [];
  for await (const one of intervals) {
    if (person !== undefined && one.registration !== person) {
      yield [person, own];
      own = [];
    }
    person = one.registration;
    own.push(one);
  }
  if (person !== undefined) yield [person, own];
}
