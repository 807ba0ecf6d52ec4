// What the minutes say beside their counts by province: the ceremony's root, counts by office and
// by hour, and of each region which offices signed, came without signing, or did not come.
import { groupBy } from '../core/group-by.ts';
import type { Seat } from '../invitations/index.ts';
import type { MinutesData } from './long-data.ts';
import type { CountedSignature, LongFacts } from './long-sources.ts';

export type MinutesDetails = NonNullable<MinutesData['details']>;
type OfficeList = MinutesDetails['regions'][number]['signed'];

const HOUR_MS = 3_600_000;
/** Names a seat as the reports do: by region and office. */
const keyOf = ({ region, office }: Pick<Seat, 'region' | 'office'>, outside: string): string =>
  `${region ?? outside} ${office}`;

/** The details; undefined where the session was not counted. */
export function minutesDetailsOf(facts: LongFacts): MinutesDetails | undefined {
  const { counts, session } = facts;
  if (!counts) return undefined;
  const signedSeats = new Set(facts.signatures.map(({ seat }) => seat));
  return {
    ceremony: session.status.sealed,
    offices: officeRows(facts, counts, signedSeats),
    hours: hourRows(counts.hours, facts.signatures),
    regions: regionRows(facts, counts, signedSeats),
  };
}

function officeRows(
  { seats }: LongFacts,
  { offices }: NonNullable<LongFacts['counts']>,
  signedSeats: ReadonlySet<string>,
): MinutesDetails['offices'] {
  const outside = '';
  const done = groupBy(
    seats.filter(({ _id }) => signedSeats.has(_id)),
    ({ region, office }) => (region === null ? outside : office),
  );
  return offices.map(({ code, name, seats: invited, came, met }) => ({
    office: code === outside ? null : name,
    ...{ seats: invited, came, met },
    signed: done.get(code)?.length ?? 0,
  }));
}

/** The hours of arrivals, and those in which somebody signed besides (late signatures). */
function hourRows(
  hours: NonNullable<LongFacts['counts']>['hours'],
  signatures: readonly CountedSignature[],
): MinutesDetails['hours'] {
  const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;
  const signed = groupBy(signatures, ({ signedAt }) => hourOf(signedAt.getTime()));
  const known = new Map(hours.map((one) => [one.start, one]));
  return [...new Set([...known.keys(), ...signed.keys()])]
    .sort((a, b) => a - b)
    .map((start) => ({
      start: new Date(start).toISOString(),
      arrived: known.get(start)?.arrived ?? 0,
      present: known.get(start)?.present ?? 0,
      left: known.get(start)?.left ?? 0,
      signed: signed.get(start)?.length ?? 0,
    }));
}

function regionRows(
  { seats, regions }: LongFacts,
  { came, outside }: NonNullable<LongFacts['counts']>,
  signedSeats: ReadonlySet<string>,
): MinutesDetails['regions'] {
  const byRegion = groupBy(seats, ({ region }) => region);
  const rowOf = (region: string | null, province: string | null) => {
    const own = byRegion.get(region) ?? [];
    const signed = own.filter(({ _id }) => signedSeats.has(_id));
    const rest = own.filter(({ _id }) => !signedSeats.has(_id));
    const wasThere = (seat: Seat): boolean => came.has(keyOf(seat, outside));
    return {
      province,
      signed: officesOf(signed),
      present: officesOf(rest.filter(wasThere)),
      absent: officesOf(rest.filter((seat) => !wasThere(seat))),
    };
  };
  const inOrder = regions.toSorted((a, b) =>
    a.provinceCode === b.provinceCode
      ? a.ordinal - b.ordinal
      : a.provinceCode < b.provinceCode
        ? -1
        : 1,
  );
  const rows = inOrder.map(({ code, name, province }) => ({
    region: name,
    ...rowOf(code, province),
  }));
  return byRegion.has(null) ? [...rows, { region: null, ...rowOf(null, null) }] : rows;
}

/** Each office once, with how many seats of it there are. */
const officesOf = (seats: readonly Seat[]): OfficeList =>
  [...groupBy(seats, ({ title }) => title)].map(([office, own]) => ({ office, seats: own.length }));
