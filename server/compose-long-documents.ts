// What the documents of many rows read of the other domains: seats, signatures, counts, the log.
import { createHash } from 'node:crypto';
import type { CertificateDoors } from './certificates/index.ts';
import type { Domains } from './compose-domains.ts';
import { reportSourcesOf } from './compose-reports.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/database.ts';
import { readToken } from './keys/index.ts';
import type { LogService } from './log/index.ts';
import { createReportService } from './reports/index.ts';

type LongDoors = CertificateDoors['long'];
/** Both a region's state and the code for what is outside regions are the reports' own. */
const SIGNED = 3;
const OUTSIDE = 'pusat';

/** The doors; without a log nothing is said of one. */
export function longDoorsOf(
  domains: Domains,
  { database, clock }: { database: Database; clock: Clock },
  log: LogService | undefined,
): LongDoors {
  const { stores, live, witness: media } = domains;
  const sources = reportSourcesOf(domains);
  const reports = createReportService({ sources, database, live, clock, media });
  return {
    seats: stores.seats.list,
    signers: stores.signatures.listSigners,
    signaturesOfRegion: stores.signatures.listOfRegion,
    standings: async (session) => (await log?.standings(session)) ?? new Map(),
    logOf: (session) => logFacts(log, session),
    laterLeaves: (session) => laterLeaves(log, stores.signatures, session),
    async countsOf(session) {
      const report = await reports.readReport(session);
      const { whole, regions, came } = report;
      const withoutOutside = <Row extends { code: string }>(rows: readonly Row[]): Row[] =>
        rows.map((one) => ({ ...one, code: one.code === OUTSIDE ? '' : one.code }));
      return {
        whole,
        provinces: withoutOutside(report.provinces),
        offices: withoutOutside(report.offices),
        hours: report.arrivals.hours,
        ...{ came, outside: OUTSIDE },
        regionsSigned: new Set(
          regions.filter(({ state }) => state === SIGNED).map(({ code }) => code),
        ),
      };
    },
  };
}

/** Each amendment's place in the log and the region of the signature that it is about. */
async function laterLeaves(
  log: LogService | undefined,
  { listSigners }: Domains['stores']['signatures'],
  session: string,
): ReturnType<LongDoors['laterLeaves']> {
  const amendments = (await log?.amendments(session)) ?? [];
  if (!log || amendments.length === 0) return [];
  const regions = new Map((await listSigners(session)).map(({ _id, region }) => [_id, region]));
  return Promise.all(
    amendments.map(async ({ signature, kind, leafHash }) => ({
      region: regions.get(signature) ?? null,
      isWithdrawal: kind === 'withdrawal',
      place: (await log.inclusionOf(session, leafHash))?.index ?? Number.POSITIVE_INFINITY,
    })),
  );
}

/** The newest head, and the independent moment of the newest stamped head, if there is one. */
async function logFacts(
  log: LogService | undefined,
  session: string,
): ReturnType<LongDoors['logOf']> {
  if (!log) return { log: null, pending: 0 };
  const { head, pending } = await log.stateOf(session);
  if (!head) return { log: null, pending };
  const stamp = await log.timestampOf(session, head.size);
  const stamped = stamp && (await log.headAt(session, stamp.size));
  const imprint = stamped && createHash('sha256').update(stamped.text, 'utf8').digest();
  const stampedAt = stamp && imprint ? readToken(stamp.token, imprint, []).at : null;
  const { size, root, time } = head;
  return { log: { size, root, time, stampedAt: stampedAt?.toISOString() ?? null }, pending };
}
