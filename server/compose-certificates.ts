// Keys, certificates and their verification: what they ask of the other domains.
import { createCertificates, createLongRoutes } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import { composeFollowUp } from './compose-follow-up.ts';
import type { IndependentTime } from './compose-keys.ts';
import { longDoorsOf } from './compose-long-documents.ts';
import { composeTemplates } from './compose-templates.ts';
import type { FindLetterhead } from './http/page-renderer.ts';
import type { SealKeys } from './keys/index.ts';
import type { LogService } from './log/index.ts';
import {
  createFileInspector,
  createVerificationRoutes,
  createVerificationService,
} from './verification/index.ts';

/** What certificates stand on: keys, independent time, and the log of the signatures. */
export interface CertificateGround {
  keys: SealKeys;
  independentTime: IndependentTime;
  log: LogService;
}

/** Builds the domain and its verification; `pending` is not yet started. */
export async function composeCertificates(
  base: Base,
  domains: Domains,
  { keys, independentTime, log }: CertificateGround,
  letterhead: FindLetterhead,
) {
  const { catalogue, clock, rateLimits } = base;
  const long = longDoorsOf(domains, base, log);
  const templates = await composeTemplates(base, domains, keys, long);
  const certificates = await createCertificates({
    database: base.database,
    doors: {
      ...domains,
      findRegistration: domains.stores.registrations.find,
      listHolders: domains.stores.registrations.listByIds,
      findByToken: domains.registrations.findByToken,
      long,
    },
    audit: domains.audit,
    time: base.time,
    logger: base.logger,
    setup: {
      templatesDir: base.templatesDir,
      keys,
      timestamper: independentTime.timestamper,
      publicUrl: base.config.publicUrl,
      secret: base.keys.token,
      wordingOf: templates.wordingOf,
    },
  });
  const { store, access } = certificates;
  const limit = rateLimits.certificate;
  const inspector = createFileInspector({
    trustedRoots: keys.trustedRoots,
    known: () => ({ tsaRoots: independentTime.roots, revoked: keys.revokedSeals() }),
  });
  const verification = createVerificationService({
    store,
    keys,
    log,
    inspector,
    limit,
    clock,
  });
  const hostName = async () => letterhead(undefined).host;
  const followUp = await composeFollowUp(base, domains, inspector);
  const verificationRoutes = createVerificationRoutes({
    reportingOf: followUp.reportingOf,
    verification,
    access,
    catalogue,
    hostName,
    keys,
  });
  return {
    ...certificates,
    templates,
    checkPdf: followUp.checkPdf,
    routes: [
      ...certificates.routes,
      ...createLongRoutes({
        audit: domains.audit,
        desk: certificates.longDesk,
        live: domains.live,
        catalogue,
      }),
      ...verificationRoutes,
      ...templates.routes,
      ...followUp.routes,
    ],
    async stop() {
      await Promise.all([certificates.stop(), inspector.stop(), templates.stop()]);
    },
  };
}
