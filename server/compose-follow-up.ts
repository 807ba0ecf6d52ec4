// Where a violation is reported and the law behind a campaign: stores, services, pages.
import { createHash } from 'node:crypto';
import { type IssuedCertificate, regionOfSubject } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { AppError } from './core/app-error.ts';
import {
  createFollowUpRoutes,
  createLibraryService,
  createLibraryStore,
  createReportingService,
  createReportingStore,
  officeView,
  type ReportingStore,
} from './follow-up/index.ts';
import { isPdf } from './sealing/index.ts';
import type { FileInspector, ReportingPlace } from './verification/index.ts';

/** Looks into a PDF that somebody sends; throws NOT_A_PDF, PDF_TOO_COMPLEX and its like. */
export type CheckPdf = (given: {
  bytes: Buffer;
  address: string;
}) => Promise<{ sha256: string; size: number }>;

/** Builds it with its indexes; nothing runs by itself. */
export async function composeFollowUp(
  base: Pick<Base, 'database' | 'time' | 'clock' | 'catalogue'>,
  domains: Domains,
  inspector: Pick<FileInspector, 'inspect'>,
) {
  const { database, time, clock, catalogue } = base;
  const { audit, live, campaigns, regionsOf } = domains;
  const reporting = createReportingStore(database.connection);
  const library = createLibraryStore(database.connection);
  await Promise.all([reporting.ensureIndexes(), library.ensureIndexes()]);
  const common = { database, audit, time };
  // As verification looks into strangers' files: in a thread of its own, within its limits.
  const checkPdf: CheckPdf = async ({ bytes, address }) => {
    if (!isPdf(bytes)) throw new AppError('NOT_A_PDF');
    await inspector.inspect(bytes, clock.now(), address);
    return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
  };
  const routes = createFollowUpRoutes({
    ...{ campaign: campaigns.get, regionsOf, live, catalogue },
    reporting: {
      store: reporting,
      service: createReportingService({ ...common, store: reporting, regionsOf }),
    },
    library: {
      store: library,
      service: createLibraryService({
        ...{ ...common, store: library, checkPdf },
      }),
    },
  });
  return { routes, checkPdf, reportingOf: reportingOf(domains, reporting) };
}

/** Where a violation is reported in the region that a certificate speaks of. */
const reportingOf =
  ({ live, stores }: Pick<Domains, 'live' | 'stores'>, reporting: ReportingStore) =>
  async ({ session, registration, subject }: IssuedCertificate): Promise<ReportingPlace> => {
    const campaign = live.find(session)?.campaign ?? '';
    const holder =
      registration === null ? undefined : await stores.registrations.find(registration);
    const region = holder?.region ?? regionOfSubject(subject) ?? '';
    const office = officeView(await reporting.find(campaign, region));
    return { href: `/hukum/${campaign}?daerah=${region}#lapor`, office };
  };
