// The certificates: what they ask of the other domains, and how this installation seals.
import { join } from 'node:path';
import { createCertificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { Config } from './config.ts';
import type { FindLetterhead } from './http/page-renderer.ts';

/** Opens the sealing keys and builds the domain; `pending` is not yet started. */
export const composeCertificates = (base: Base, domains: Domains, letterhead: FindLetterhead) =>
  createCertificates({
    database: base.database,
    doors: {
      ...domains,
      findRegistration: domains.stores.registrations.find,
      findByToken: domains.registrations.findByToken,
      hostName: async () => letterhead(undefined).host,
    },
    audit: domains.audit,
    time: base.time,
    logger: base.logger,
    setup: {
      templatesDir: base.templatesDir,
      keysDir: join(base.config.DATA_DIR, 'keys'),
      publicUrl: base.config.publicUrl,
      p12: ownSeal(base.config),
      secret: base.keys.token,
      catalogue: base.catalogue,
      limit: base.rateLimits.certificate,
    },
  });

const ownSeal = ({ SEAL_P12, SEAL_P12_PASSWORD, SEAL_LEVEL }: Config) =>
  SEAL_P12 ? { file: SEAL_P12, password: SEAL_P12_PASSWORD ?? '', level: SEAL_LEVEL } : undefined;
