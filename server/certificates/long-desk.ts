// What is there of a session's documents of many rows, and making the rest of the regions' ones.
import type { Logger } from '../core/logger.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { LongKind } from './certificate-data.ts';
import type { CertificateService } from './certificate-service.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import type { CertificateStore, IssuedCertificate } from './certificate-store.ts';
import { regionSubject } from './certificate-subject.ts';
import type { RevokedBy } from './correcting.ts';
import { NotIssuableError } from './issuing.ts';
import { createLongStates, type LongState } from './long-states.ts';

export interface LongDesk {
  /** The session's two, and one for each region; whether regions' ones are being made here. */
  states(
    session: SessionDocument,
  ): Promise<{ documents: LongState[]; regions: LongState[]; isRunning: boolean }>;
  issue(session: SessionDocument, kind: LongKind, subject: string): Promise<IssuedCertificate>;
  /** Begins to make what is missing, region by region; a region that can't have one is left out. */
  issueRegions(session: SessionDocument): void;
  /** Documents that no longer say what holds. */
  listStale(session: SessionDocument): Promise<LongState[]>;
  /**
   * Begins to revoke each of those and to issue its successor; one that nobody's signature is left
   * for is revoked alone.
   */
  renewStale(session: SessionDocument, by: Omit<RevokedBy, 'reason'>): void;
  /** Ends after the document in the making. */
  stop(): Promise<void>;
}

export function createLongDesk(parts: {
  service: Pick<CertificateService, 'issueFor' | 'replace' | 'revoke'>;
  store: Pick<CertificateStore, 'listOfKind'>;
  doors: Pick<CertificateDoors, 'campaignOf' | 'regionsOf' | 'long'>;
  logger: Logger;
}): LongDesk {
  const { service, logger } = parts;
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  const { documents, regions, listStale } = createLongStates(parts);

  const issueMissing = async (session: SessionDocument): Promise<void> => {
    for (const { code, signed, number } of await regions(session)) {
      if (stopped) return;
      if (number || signed === 0) continue;
      const made = service.issueFor(session._id, 'region', regionSubject(code));
      await made.catch((error) =>
        logger.warn({ region: code, error: String(error) }, 'A region has no declaration yet'),
      );
    }
  };

  const renew = async (session: SessionDocument, by: Omit<RevokedBy, 'reason'>): Promise<void> => {
    for (const { number, stale } of await listStale(session)) {
      if (stopped) return;
      if (!number || !stale) continue;
      const why = { ...by, reason: stale };
      const done = service.replace(number.code, why).catch((error) => {
        if (!isNobodysNow(error)) throw error;
        return service.revoke(number.code, why);
      });
      await done.catch((error) =>
        logger.warn({ number: number.number, error: String(error) }, 'A document stays stale'),
      );
    }
  };

  /** One piece of work at a session at a time; it goes on in the background. */
  const inBackground = (session: SessionDocument, begin: () => Promise<void>): void => {
    if (stopped || running.has(session._id)) return;
    const work = begin()
      .catch((error) => logger.warn({ error: String(error) }, 'The documents were not all read'))
      .finally(() => running.delete(session._id));
    running.set(session._id, work);
  };

  return {
    async states(session) {
      const isRunning = running.has(session._id);
      return { documents: await documents(session), regions: await regions(session), isRunning };
    },
    issue: ({ _id }, kind, subject) => service.issueFor(_id, kind, subject),
    listStale,
    issueRegions: (session) => inBackground(session, () => issueMissing(session)),
    renewStale: (session, by) => inBackground(session, () => renew(session, by)),
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}

const isNobodysNow = (error: unknown): boolean =>
  error instanceof NotIssuableError && error.missing === 'NOT_SIGNED';
