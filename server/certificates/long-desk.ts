// What is there of a session's documents of many rows, and making the rest of the regions' ones.
import type { Logger } from '../core/logger.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { LongKind } from './certificate-data.ts';
import type { CertificateService } from './certificate-service.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import type { CertificateStore, IssuedCertificate } from './certificate-store.ts';
import { regionSubject } from './certificate-subject.ts';

/** The documents of which a session has one. */
export const SESSION_KINDS = ['roll', 'minutes'] as const;

/** A document, issued (`number`) or not; `code` and `name` are the region's, `signed` its signatures. */
export interface LongState {
  kind: LongKind;
  code: string;
  name: string;
  signed: number;
  number: Pick<IssuedCertificate, 'code' | 'number'> | undefined;
}

export interface LongDesk {
  /** The session's two, and one for each region; whether regions' ones are being made here. */
  states(
    session: SessionDocument,
  ): Promise<{ documents: LongState[]; regions: LongState[]; isRunning: boolean }>;
  issue(session: SessionDocument, kind: LongKind, subject: string): Promise<IssuedCertificate>;
  /** Begins to make what is missing, region by region; a region that can't have one is left out. */
  issueRegions(session: SessionDocument): void;
  /** Ends after the document in the making. */
  stop(): Promise<void>;
}

export function createLongDesk(parts: {
  service: Pick<CertificateService, 'issueFor'>;
  store: Pick<CertificateStore, 'listOfKind'>;
  doors: Pick<CertificateDoors, 'campaignOf' | 'regionsOf' | 'long'>;
  logger: Logger;
}): LongDesk {
  const { service, store, doors, logger } = parts;
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  const regionStates = async (session: SessionDocument): Promise<LongState[]> => {
    const regions = await doors.regionsOf(await doors.campaignOf(session));
    const signers = await doors.long.signers(session._id);
    const issued = await store.listOfKind(session._id, 'region');
    const numbers = new Map(issued.map((one) => [one.subject, one]));
    const counts = new Map<string | null, number>();
    for (const { region } of signers) counts.set(region, (counts.get(region) ?? 0) + 1);
    return regions.map(({ code, name }) => ({
      ...{ kind: 'region' as const, code, name },
      signed: counts.get(code) ?? 0,
      number: numbers.get(regionSubject(code)),
    }));
  };

  const issueMissing = async (session: SessionDocument): Promise<void> => {
    for (const { code, signed, number } of await regionStates(session)) {
      if (stopped) return;
      if (number || signed === 0) continue;
      const made = service.issueFor(session._id, 'region', regionSubject(code));
      await made.catch((error) =>
        logger.warn({ region: code, error: String(error) }, 'A region has no declaration yet'),
      );
    }
  };

  return {
    async states(session) {
      const documents = await Promise.all(
        SESSION_KINDS.map(async (kind): Promise<LongState> => {
          const [number] = await store.listOfKind(session._id, kind);
          return { kind, code: '', name: '', signed: 0, number };
        }),
      );
      const isRunning = running.has(session._id);
      return { documents, regions: await regionStates(session), isRunning };
    },
    issue: ({ _id }, kind, subject) => service.issueFor(_id, kind, subject),
    issueRegions(session) {
      if (stopped || running.has(session._id)) return;
      const work = issueMissing(session)
        .catch((error) => logger.warn({ error: String(error) }, 'The regions were not all read'))
        .finally(() => running.delete(session._id));
      running.set(session._id, work);
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
