// The child of roll-memory.live.ts: makes the whole dossier of the great record from the database,
// throws its bytes away, and tells how much memory that took. Arguments: the database's URI and name.
import { DEFAULT_REGION_RULES } from '../../server/campaigns/index.ts';
import { createCertificateStore } from '../../server/certificates/certificate-store.ts';
import { reportSourcesOf } from '../../server/compose-reports.ts';
import { createStores } from '../../server/compose-stores.ts';
import { connectDatabase } from '../../server/core/database.ts';
import { zipStream } from '../../server/core/zip-stream.ts';
import { dossierMembers } from '../../server/dossier/dossier-members.ts';
import { createReportService } from '../../server/reports/index.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';
import { ENDED_AT, GREAT_REGIONS, GREAT_SESSION } from './great-record.ts';

const [, , uri = '', name = ''] = process.argv;
const database = await connectDatabase(uri, name);
const stores = await createStores(database.connection);
const certificates = createCertificateStore(database.connection);
const clock = { now: () => new Date() };
const from = new Date(ENDED_AT.getTime() - 7_200_000).toISOString();
// Only what the roll reads of a session and its campaign.
const session = {
  ...{ _id: GREAT_SESSION, campaign: 'uji', slug: GREAT_SESSION, title: 'Acara Besar Uji' },
  ...{ date: '2020-10-07', kind: 'official', mode: 'daring' },
  attendanceRule: {
    ...{ share: 0.5, minutes: null, from: 'live', until: 'end' },
    ...{ lateAfterMinutes: null, lateCounts: true },
  },
  status: {
    ...{ session: 'ended', ceremony: 'closed', liveAt: from, signingOpenedAt: from },
    endedAt: ENDED_AT.toISOString(),
  },
} as unknown as SessionDocument; // as said above
const campaign = {
  ...{ regionRules: DEFAULT_REGION_RULES, declaration: { clauses: ['a', 'b', 'c', 'd'] } },
} as never; // the same
const sources = reportSourcesOf({
  stores,
  campaignOf: async () => campaign,
  regionsOf: async () => GREAT_REGIONS as never, // the same
});
const live = { list: () => [] };
const media = { disagreements: async () => [] };
const reports = createReportService({ sources, database, live, clock, media });

const before = process.memoryUsage().rss / 1e6;
const began = performance.now();
const words = (key: string, parameters: object = {}) =>
  `${key} ${Object.values(parameters)}`.trim();
const members = dossierMembers(
  {
    reports,
    campaignOf: sources.campaignOf,
    ticks: stores.readings.findMany,
    leaves: stores.signatures.leavesOf,
    certificates: certificates.numbersOfSubjects,
    standings: async () => new Map(),
  },
  {
    session,
    dossier: {
      ...{ _id: 'd', schemaVersion: 1, session: GREAT_SESSION, madeAt: ENDED_AT, bundle: 'b' },
      by: { kind: 'staff', id: 'uji', label: 'Petugas uji' },
      minutes: { code: 'c', number: 'n' },
    },
    words: { report: words, dossier: words },
    minutes: Buffer.from('%PDF'),
    evidence: {
      name: 'bukti.zip',
      async open() {
        return (async function* () {
          yield Buffer.from('PK');
        })();
      },
    },
  },
);
let size = 0;
for await (const chunk of zipStream(members, ENDED_AT)) size += chunk.length;
const seconds = (performance.now() - began) / 1_000;
const peak = process.resourceUsage().maxRSS / 1_000;
process.stdout.write(`${JSON.stringify({ size, seconds, before, peak })}\n`);
await database.stop();
