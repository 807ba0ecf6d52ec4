// The reports of a session: totals from one pass over the record as of one moment, people as they
// are read, and the comparison with the session before.
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Seat } from '../invitations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { WitnessService } from '../witness/index.ts';
import { type Difference, differenceOf, earlierSession } from './difference.ts';
import { placesOf, type ReportSources, readSeats } from './read-people.ts';
import { OUTSIDE, type SeatRecord } from './report-shapes.ts';
import { type SessionTotals, seatKey, sessionTotals } from './session-totals.ts';
import type { Horizon } from './stays.ts';
import { type WitnessRow, witnessRows } from './witness-rows.ts';

/** Totals, and as of when: the moment of the read, or the end of the session. */
export interface SessionReport extends SessionTotals {
  horizon: Horizon;
}

export interface ReportService {
  /** Of at most a few seconds ago: many may ask at once, the record is read once. */
  report(session: SessionDocument): Promise<SessionReport>;
  /** Read anew, all of it as of one moment of the database. */
  readReport(session: SessionDocument): Promise<SessionReport>;
  /** Seat by seat as they are read; `region` narrows. Memory does not grow with the crowd. */
  seats(
    session: SessionDocument,
    region?: string,
  ): { horizon: Horizon; records: AsyncIterable<SeatRecord> };
  /** The same of some seats, in their order. */
  seatsOf(session: SessionDocument, only: Iterable<Seat>): AsyncIterable<SeatRecord>;
  /** Where the media engine saw something else; it is never the record. */
  witness(session: SessionDocument): Promise<WitnessRow[]>;
  /** undefined: there is no session before. */
  difference(session: SessionDocument): Promise<Difference | undefined>;
  /** Throws REGION_UNKNOWN for a code that is not in the session's set. */
  requireRegion(session: SessionDocument, code: string): Promise<void>;
}

interface Options {
  sources: ReportSources;
  database: Pick<Database, 'atOneMoment'>;
  live: Pick<LiveSessions, 'list'>;
  clock: Clock;
  media: Pick<WitnessService, 'disagreements'>;
}

/** How long a report may be shown to others who ask for it. */
const KEEP_MS = 4_000;

/** The service; nothing runs by itself. */
export function createReportService(options: Options): ReportService {
  const { sources, live } = options;
  const report = keepBriefly(options, (session) => readReport(session, options));
  return {
    report,
    readReport: (session) => readReport(session, options),
    seatsOf: (session, only) =>
      readSeats(sources, { session, horizon: horizonOf(session, options.clock), only }),
    seats(session, region) {
      const horizon = horizonOf(session, options.clock);
      return { horizon, records: readSeats(sources, { session, horizon, region }) };
    },
    witness: async (session) =>
      witnessRows(session, await options.media.disagreements(session), sources),
    async difference(session) {
      const earlier = earlierSession(session, live.list());
      if (!earlier) return undefined;
      const [then, now] = [await report(earlier), await report(session)];
      return differenceOf(
        earlier,
        await placesOfBoth(session, earlier, sources),
        then.came,
        now.came,
      );
    },
    async requireRegion(session, code) {
      const regions = await sources.regionsOf(await sources.campaignOf(session));
      if (code !== OUTSIDE && !regions.some((region) => region.code === code)) {
        throw new AppError('REGION_UNKNOWN', { code });
      }
    },
  };
}

const horizonOf = ({ status }: SessionDocument, clock: Clock): Horizon => ({
  at: status.endedAt ? Date.parse(status.endedAt) : clock.now().getTime(),
  hasEnded: status.endedAt !== null,
});

const readReport = async (
  session: SessionDocument,
  { sources, database, clock }: Options,
): Promise<SessionReport> => {
  const { signingOpenedAt } = session.status;
  const campaign = await sources.campaignOf(session);
  const regions = await sources.regionsOf(campaign);
  return database.atOneMoment(async (reading) => {
    const horizon = horizonOf(session, clock);
    const totals = await sessionTotals(readSeats(sources, { session, horizon, reading }), {
      regions: regions.map(({ code }) => code),
      rules: campaign.regionRules,
      signingOpenedAt: signingOpenedAt ? Date.parse(signingOpenedAt) : undefined,
      horizon,
    });
    return { ...totals, horizon };
  });
};

/** One read at a time for each session and state of it, kept for a moment. */
const keepBriefly = (
  { clock }: Options,
  read: (session: SessionDocument) => Promise<SessionReport>,
) => {
  const kept = new Map<string, { version: number; until: number; made: Promise<SessionReport> }>();
  return (session: SessionDocument): Promise<SessionReport> => {
    const now = clock.now().getTime();
    const known = kept.get(session._id);
    if (known && known.version === session.status.version && now < known.until) return known.made;
    const entry = {
      version: session.status.version,
      until: Number.POSITIVE_INFINITY,
      made: read(session),
    };
    kept.set(session._id, entry);
    const settle = () => {
      entry.until = clock.now().getTime() + KEEP_MS;
    };
    entry.made.then(settle, () => kept.delete(session._id));
    return entry.made;
  };
};

/** The seats of either session, those of the present one first. */
const placesOfBoth = async (
  session: SessionDocument,
  earlier: SessionDocument,
  sources: ReportSources,
) => {
  const places = [...(await placesOf(sources, session)), ...(await placesOf(sources, earlier))];
  return [...new Map(places.map((place) => [seatKey(place), place])).values()];
};
