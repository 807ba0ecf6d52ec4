// Keys, certificates and their verification: what they ask of the other domains.
import { join } from 'node:path';
import { createCertificates } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { Config } from './config.ts';
import type { FindLetterhead } from './http/page-renderer.ts';
import { openSealKeys, type SealKeys } from './keys/index.ts';
import { createVerificationRoutes, createVerificationService } from './verification/index.ts';

/** Opens or makes the sealing keys; KeyError when they can't be used. */
export const openKeys = ({ config, clock, random }: Base): Promise<SealKeys> =>
  openSealKeys({
    keysDir: join(config.DATA_DIR, 'keys'),
    organization: 'Ikrar',
    publicUrl: config.publicUrl,
    p12: ownSeal(config),
    now: clock.now(),
    random,
  });

const ownSeal = ({ SEAL_P12, SEAL_P12_PASSWORD, SEAL_LEVEL }: Config) =>
  SEAL_P12 ? { file: SEAL_P12, password: SEAL_P12_PASSWORD ?? '', level: SEAL_LEVEL } : undefined;

/** Builds the domain and its verification; `pending` is not yet started. */
export async function composeCertificates(
  base: Base,
  domains: Domains,
  keys: SealKeys,
  letterhead: FindLetterhead,
) {
  const { catalogue, clock, rateLimits } = base;
  const certificates = await createCertificates({
    database: base.database,
    doors: {
      ...domains,
      findRegistration: domains.stores.registrations.find,
      findByToken: domains.registrations.findByToken,
    },
    audit: domains.audit,
    time: base.time,
    logger: base.logger,
    setup: {
      templatesDir: base.templatesDir,
      keys,
      publicUrl: base.config.publicUrl,
      secret: base.keys.token,
    },
  });
  const { store, access } = certificates;
  const { trustedRoots } = keys;
  const limit = rateLimits.certificate;
  const verification = createVerificationService({ store, trustedRoots, limit, clock });
  const hostName = async () => letterhead(undefined).host;
  const verificationRoutes = createVerificationRoutes({
    verification,
    access,
    catalogue,
    hostName,
  });
  return { ...certificates, routes: [...certificates.routes, ...verificationRoutes] };
}
