// Puts the domain together: keys, renderer threads, store, services and routes, with one stop.
import { join } from 'node:path';
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import type { RegistrationService } from '../registrations/index.ts';
import { createCertificateAccess } from './certificate-access.ts';
import { createCertificateRoutes } from './certificate-routes.ts';
import { type CertificateService, createCertificateService } from './certificate-service.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import { createCertificateStore, type IssuedCertificate } from './certificate-store.ts';
import { checkStored, type StoredCheck } from './check-stored.ts';
import { createFileMaker } from './file-maker.ts';
import { createPendingIssuer, type PendingIssuer } from './issue-pending.ts';
import { type KeySource, openSealKeys, type SealKeys } from './keys.ts';
import { createCertificateRenderer } from './render-certificate.ts';
import { createVerificationRoutes } from './verification-routes.ts';
import { createVerificationService, type VerificationService } from './verification-service.ts';

export interface CertificatesOptions {
  database: Database;
  /** What certificates ask of other domains. */
  doors: CertificateDoors & {
    findByToken: RegistrationService['findByToken'];
    /** Name of the default campaign's host. */
    hostName: () => Promise<string>;
  };
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
  setup: {
    /** The project's `templates` folder. */
    templatesDir: string;
    keysDir: string;
    publicUrl: string;
    p12?: KeySource['p12'];
    /** Signs the links of a rehearsal. */
    secret: Buffer;
    catalogue: Catalogue;
    limit: RateLimit;
  };
}

export interface Certificates {
  service: CertificateService;
  verification: VerificationService;
  pending: PendingIssuer;
  keys: SealKeys;
  routes: AnyRoute[];
  /** What the holders' pages need. */
  documents: {
    certificatesOf(registration: string): Promise<IssuedCertificate[]>;
    ensureDeclaration(registration: string): Promise<IssuedCertificate>;
    canPrint(name: string): boolean;
  };
  /** Looks at every stored file: its hash and its seal. */
  checkAll(): Promise<StoredCheck>;
  stop(): Promise<void>;
}

/** Opens the keys (KeyError when they can't be used) and makes everything; nothing runs by itself yet. */
export async function createCertificates(options: CertificatesOptions): Promise<Certificates> {
  const { database, doors, audit, time, logger, setup } = options;
  const { publicUrl, catalogue, secret, limit, p12 } = setup;
  const { clock, random } = time;
  const source = { keysDir: setup.keysDir, organization: 'Ikrar', publicUrl, p12 };
  const keys = await openSealKeys({ ...source, now: clock.now(), random });
  const store = createCertificateStore(database.connection);
  await store.ensureIndexes();
  const templates = join(setup.templatesDir, 'certificates');
  const renderer = await createCertificateRenderer(templates);
  const files = createFileMaker(templates, keys.signer);
  const sealing = { level: keys.signer.level, files, publicUrl };
  const service = createCertificateService({ database, store, doors, audit, sealing, time });
  const pending = createPendingIssuer({ service, store, doors, logger });
  const { trustedRoots } = keys;
  const verification = createVerificationService({ store, trustedRoots, limit, clock });
  const access = createCertificateAccess({ secret, clock, publicUrl, ...doors });
  const { hostName } = doors;
  return {
    service,
    verification,
    pending,
    keys,
    routes: [
      ...createCertificateRoutes({ service, access, keys, clock, ...doors }),
      ...createVerificationRoutes({ verification, access, catalogue, hostName }),
    ],
    documents: {
      certificatesOf: service.certificatesOf,
      ensureDeclaration: service.ensureDeclaration,
      canPrint: (name) => canPrint(renderer.checkGlyphs, name),
    },
    checkAll: () => checkStored(store, trustedRoots, clock.now()),
    async stop() {
      await pending.stop();
      await files.stop();
    },
  };
}

function canPrint(check: (text: string) => void, name: string): boolean {
  try {
    check(name);
    return true;
  } catch {
    // The only thing that the check throws is a missing glyph.
    return false;
  }
}
