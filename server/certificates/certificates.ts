// Puts the domain together: renderer threads, store, services and routes, with one stop.
import { join } from 'node:path';
import type { Audit } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { CoordinatorToken } from '../http/visitor.ts';
import type { SealKeys, Timestamper } from '../keys/index.ts';
import type { RegistrationService } from '../registrations/index.ts';
import { createBatchIssuer } from './batch-issuing.ts';
import { builtInWording } from './built-in-wording.ts';
import { type CertificateAccess, createCertificateAccess } from './certificate-access.ts';
import { createCertificateRoutes } from './certificate-routes.ts';
import { type CertificateService, createCertificateService } from './certificate-service.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import {
  type CertificateStore,
  createCertificateStore,
  type IssuedCertificate,
} from './certificate-store.ts';
import { regionSubject } from './certificate-subject.ts';
import { checkStored, type StoredCheck } from './check-stored.ts';
import { createFileMaker } from './file-maker.ts';
import { createPendingIssuer, type PendingIssuer } from './issue-pending.ts';
import type { WordingOf } from './issuing.ts';
import { createLongDesk, type LongDesk } from './long-desk.ts';
import { createCertificateRenderer } from './render-certificate.ts';

export interface CertificatesOptions {
  database: Database;
  /** What certificates ask of other domains. */
  doors: CertificateDoors & {
    findByToken: RegistrationService['findByToken'];
    coordinatorLinks: { requireCurrent(token: CoordinatorToken): Promise<unknown> };
  };
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
  setup: {
    /** The project's `templates` folder. */
    templatesDir: string;
    keys: SealKeys;
    /** Independent time; nothing without TSA_URL. */
    timestamper?: Timestamper | undefined;
    publicUrl: string;
    /** Signs the links of a rehearsal. */
    secret: Buffer;
    /** The wording to print in a session; without it always the built-in one. */
    wordingOf?: WordingOf;
  };
}

export interface Certificates {
  service: CertificateService;
  pending: PendingIssuer;
  store: CertificateStore;
  access: CertificateAccess;
  routes: AnyRoute[];
  /** The documents of many rows, as staff see and make them. */
  longDesk: LongDesk;
  /** What the holders' pages need. */
  documents: {
    certificatesOf(registration: string): Promise<IssuedCertificate[]>;
    isParticipationRevoked(session: string, registration: string): Promise<boolean>;
    ensureDeclaration(registration: string): Promise<IssuedCertificate>;
    canPrint(name: string): boolean;
    /** A region's declaration with all its signatories, once it is issued. */
    regionDocument(session: string, region: string): Promise<IssuedCertificate | undefined>;
  };
  /** Looks at every stored file: its hash and its seal. */
  checkAll(): Promise<StoredCheck>;
  stop(): Promise<void>;
}

/** Makes everything; nothing runs by itself yet. */
export async function createCertificates(options: CertificatesOptions): Promise<Certificates> {
  const { database, doors, audit, time, logger, setup } = options;
  const { publicUrl, secret, keys } = setup;
  const { clock } = time;
  const store = createCertificateStore(database.connection);
  await store.ensureIndexes();
  const templates = join(setup.templatesDir, 'certificates');
  const renderer = await createCertificateRenderer(templates);
  const files = createFileMaker(templates, {
    sealer: () => keys.signer,
    timestamper: setup.timestamper,
    logger,
  });
  const sealing = {
    level: keys.signer.level,
    files,
    check: renderer.check,
    publicUrl,
    // Renewed every year, also while the process runs.
    get evidence() {
      return keys.evidence;
    },
    rootFingerprint: keys.rootFingerprint,
    wordingOf: setup.wordingOf ?? ((_session, kind) => builtInWording(templates, kind)),
  };
  const service = createCertificateService({ database, store, doors, audit, sealing, time });
  const batches = createBatchIssuer(
    { database, store, doors, audit, sealing, time },
    service.issueFor,
    logger,
  );
  const pending = createPendingIssuer({ batches, store, doors, now: clock.now });
  const longDesk = createLongDesk({ service, store, doors, logger });
  const access = createCertificateAccess({ secret, clock, publicUrl, ...doors });
  return {
    service,
    pending,
    store,
    access,
    longDesk,
    routes: createCertificateRoutes({ service, access, ...doors }),
    documents: {
      certificatesOf: service.certificatesOf,
      isParticipationRevoked: (session, subject) =>
        store.wasRevoked(session, { kind: 'participation', subject }),
      ensureDeclaration: service.ensureDeclaration,
      canPrint: (name) => canPrint(renderer.checkGlyphs, name),
      regionDocument: (session, region) =>
        store.findIssuedOf({ session, kind: 'region', subject: regionSubject(region) }),
    },
    checkAll: () => checkStored(store, keys.trustedRoots, clock.now()),
    async stop() {
      await longDesk.stop();
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
