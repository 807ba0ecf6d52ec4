// From a session's facts to the frozen data of its documents of many rows.
import { groupBy } from '../core/group-by.ts';
import type { Seat } from '../invitations/index.ts';
import type { LongData, LongKind } from './certificate-data.ts';
import {
  type CertificateIdentity,
  commonData,
  eventData,
  isSample,
  type Missing,
  zoneOf,
} from './certificate-facts.ts';
import type { MinutesData, RegionData, RollData } from './long-data.ts';
import type { CountedSignature, LongFacts } from './long-sources.ts';
import { minutesDetailsOf } from './minutes-details.ts';

/** The host's zone: for what is outside regions. */
const HOST_ZONE = 'Asia/Jakarta';

/** Only after the session and its late window, only what somebody signed, and only when the log covers it all. */
export function whatIsMissingOf(kind: LongKind, facts: LongFacts): Missing | undefined {
  const { session, campaign, signatures, log } = facts;
  if (!['ended', 'archived'].includes(session.status.session)) return 'NOT_ENDED';
  if (session.status.ceremony === 'late') return 'LATE_OPEN';
  if (log.pending > 0) return 'LOG_PENDING';
  if (kind === 'minutes') return undefined;
  if (!campaign.declaration) return 'NO_DECLARATION';
  return signatures.length > 0 ? undefined : 'NOT_SIGNED';
}

/** The document's data; call it only when nothing is missing. */
export function longDataOf(
  kind: LongKind,
  facts: LongFacts,
  identity: CertificateIdentity,
): LongData {
  const { campaign, session, region } = facts;
  const common = {
    ...commonData(campaign, identity),
    sample: isSample(facts),
    event: eventData(campaign, session, region?.timezone ?? HOST_ZONE),
    log: facts.log.log,
  };
  if (kind === 'region') return { kind, ...common, ...regionContent(facts) };
  if (kind === 'roll') return { kind, ...common, ...rollContent(facts) };
  return { kind, ...common, ...minutesContent(facts) };
}

type Content<T extends LongData> = Omit<
  T,
  'kind' | 'log' | keyof ReturnType<typeof commonData> | 'sample' | 'event'
>;

const declarationOf = ({ session, campaign }: LongFacts) => {
  const { declaration } = campaign;
  if (!session.declaration || !declaration) throw new Error('The session has no declaration');
  return { ...declaration, ...session.declaration };
};

const signed = ({ name, acting, signedAt, late, leafHash }: CountedSignature) => ({
  ...{ name, acting, leafHash },
  ...(late && { late: true as const }),
  signedAt: signedAt.toISOString(),
});

const lateTotal = ({ signatures }: LongFacts) => {
  const late = signatures.filter((one) => one.late).length;
  return late > 0 && { late };
};

function regionContent(facts: LongFacts): Content<RegionData> {
  const { region, seats, signatures } = facts;
  if (!region) throw new Error('A region’s declaration is of a region');
  const { opening, clauses, closing, version, sha256 } = declarationOf(facts);
  const bySeat = groupBy(signatures, ({ seat }) => seat);
  return {
    region: { code: region.code, name: region.name, province: region.province },
    declaration: { opening, clauses, closing, version, sha256 },
    totals: { seats: seats.length, signed: signatures.length, ...lateTotal(facts) },
    rows: seats.flatMap(({ _id, title }): RegionData['rows'] => {
      const made = bySeat.get(_id) ?? [];
      if (made.length === 0) return [{ seat: title, signed: null }];
      return made.map((one) => ({ seat: title, signed: { ...signed(one), mark: one.mark } }));
    }),
  };
}

function rollContent(facts: LongFacts): Content<RollData> {
  const { version, sha256 } = declarationOf(facts);
  const bySeat = groupBy(facts.signatures, ({ seat }) => seat);
  const regions = new Map(facts.regions.map((one) => [one.code, one]));
  return {
    session: { title: facts.session.title },
    declaration: { version, sha256 },
    totals: totalsOf(facts),
    rows: inPrintedOrder(facts).flatMap((seat) => {
      const region = seat.region === null ? undefined : regions.get(seat.region);
      return (bySeat.get(seat._id) ?? []).map((one) => ({
        ...signed(one),
        province: region?.province ?? null,
        region: region?.name ?? seat.place,
        seat: seat.title,
        timezone: zoneOf(region?.timezone ?? HOST_ZONE),
      }));
    }),
  };
}

/** Seats by province and region in the set's order, those outside regions last. */
function inPrintedOrder({ seats, regions }: LongFacts): Seat[] {
  const byRegion = groupBy(seats, ({ region }) => region);
  const byProvince = groupBy(regions, ({ provinceCode }) => provinceCode);
  const ordered = [...byProvince.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => own.toSorted((a, b) => a.ordinal - b.ordinal));
  return [...ordered.map(({ code }) => code), null].flatMap((code) => byRegion.get(code) ?? []);
}

function minutesContent(facts: LongFacts): Content<MinutesData> {
  const { session } = facts;
  const { liveAt, endedAt, signingOpenedAt, closesAt } = session.status;
  const details = minutesDetailsOf(facts);
  return {
    session: {
      title: session.title,
      mode: session.mode === 'hibrida' ? 'hibrida' : 'daring',
      place: session.place,
      ...{ liveAt, endedAt, signingOpenedAt, signingClosedAt: closesAt },
    },
    agenda: session.agenda.map(({ time, title }) => ({ time, title })),
    declaration: session.declaration && {
      version: session.declaration.version,
      sha256: session.declaration.sha256,
    },
    totals: totalsOf(facts),
    rows: provinceRows(facts),
    ...(details && { details }),
  };
}

/** Codes of the regions that have signed and of which no signature was withdrawn. */
const regionsThatSigned = ({ counts, withdrawnIn }: LongFacts): string[] =>
  [...(counts?.regionsSigned ?? [])].filter((code) => !withdrawnIn.has(code));

const totalsOf = (facts: LongFacts): RollData['totals'] => ({
  regions: facts.regions.length,
  regionsSigned: regionsThatSigned(facts).length,
  seats: facts.seats.length,
  met: facts.counts?.whole.met ?? 0,
  signed: facts.signatures.length,
  ...lateTotal(facts),
});

function provinceRows(facts: LongFacts): MinutesData['rows'] {
  const { regions, signatures, counts } = facts;
  const provinceOf = new Map(regions.map((one) => [one.code, one.provinceCode]));
  const inProvince = (region: string | null) => provinceOf.get(region ?? '') ?? '';
  const made = groupBy(signatures, ({ region }) => inProvince(region));
  const done = groupBy(regionsThatSigned(facts), inProvince);
  const all = groupBy(regions, ({ provinceCode }) => provinceCode);
  return (counts?.provinces ?? [])
    .toSorted((a, b) => (a.code === '' ? 1 : b.code === '' ? -1 : a.code < b.code ? -1 : 1))
    .map(({ code, name, seats, met }) => ({
      province: code === '' ? null : name,
      regions: all.get(code)?.length ?? 0,
      regionsSigned: done.get(code)?.length ?? 0,
      ...{ seats, met },
      signed: made.get(code)?.length ?? 0,
    }));
}
