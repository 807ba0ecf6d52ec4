// Issues what should exist and doesn't: the database is the queue, so a crash loses nothing.
import type { Logger } from '../core/logger.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { CertificateKind } from './certificate-data.ts';
import type { CertificateService } from './certificate-service.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import type { CertificateStore } from './certificate-store.ts';
import { NotIssuableError } from './issuing.ts';

/** Certificates in the making at once: holders' own requests find a free thread soon. */
const AT_ONCE = 2;
const EVERY_MS = 30_000;

export interface PendingIssuer {
  /** Issues all that is due; resolves with how many were made. One sweep at a time. */
  issuePending(): Promise<number>;
  /** Sweeps every half minute, and at once when a session ends or signing closes. */
  start(): void;
  /** Ends after the certificates in the making. */
  stop(): Promise<void>;
}

interface Due {
  subject: string;
  kind: CertificateKind;
}

export function createPendingIssuer(options: {
  service: Pick<CertificateService, 'issueFor'>;
  store: Pick<CertificateStore, 'registrationsWith' | 'listReserved'>;
  doors: Pick<CertificateDoors, 'live' | 'signatures' | 'attendance'>;
  logger: Logger;
}): PendingIssuer {
  const { service, doors, store, logger } = options;
  let running: Promise<number> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const tryIssue = async (session: string, { subject, kind }: Due): Promise<number> => {
    try {
      await service.issueFor(session, kind, subject);
      return 1;
    } catch (error) {
      if (error instanceof NotIssuableError) return 0;
      logger.warn({ subject, kind, error: String(error) }, 'A certificate was not issued');
      return 0;
    }
  };

  const sweep = async (): Promise<number> => {
    let made = 0;
    for (const session of doors.live.list()) {
      const queue = await listDue(session, doors, store);
      const takeTurns = async () => {
        for (let due = queue.shift(); due && !stopped; due = queue.shift()) {
          const one = await tryIssue(session._id, due);
          made += one;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
    }
    return made;
  };

  const issuePending = (): Promise<number> => {
    running ??= sweep().finally(() => {
      running = undefined;
    });
    return running;
  };
  const sweepQuietly = () => {
    if (stopped) return;
    issuePending().catch((error) =>
      logger.warn({ error: String(error) }, 'The certificates that are due were not all issued'),
    );
  };

  return {
    issuePending,
    start() {
      timer = setInterval(sweepQuietly, EVERY_MS);
      timer.unref();
      doors.live.onChange((session, before) => {
        const ended = session.status.session === 'ended' && before?.status.session !== 'ended';
        const closed = session.status.closesAt !== null && !before?.status.closesAt;
        if (ended || closed) sweepQuietly();
      });
      sweepQuietly();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

/**
 * What a session still owes. While signing is open only what was begun is finished: the burst of
 * signatures comes first, and whoever asks for their own document gets it anyway.
 */
async function listDue(
  session: SessionDocument,
  doors: Pick<CertificateDoors, 'signatures' | 'attendance'>,
  store: Pick<CertificateStore, 'registrationsWith' | 'listReserved'>,
): Promise<Due[]> {
  const begun = await store.listReserved(session._id);
  const { ceremony, session: state, closesAt } = session.status;
  const isSigning = ceremony === 'signing' && closesAt === null && state !== 'ended';
  if (ceremony === 'idle' && state !== 'ended') return begun;
  if (isSigning) return begun;
  const due = new Map(begun.map((one) => [`${one.kind} ${one.subject}`, one]));
  const add = (kind: CertificateKind, registrations: string[], held: Set<string>) => {
    for (const subject of registrations) {
      if (!held.has(subject)) due.set(`${kind} ${subject}`, { subject, kind });
    }
  };
  if (session.declaration) {
    const signed = await doors.signatures.list(session._id);
    const held = await store.registrationsWith(session._id, 'declaration');
    add(
      'declaration',
      signed.map(({ registration }) => registration),
      held,
    );
  }
  if (state === 'ended') {
    const met = [...(await doors.attendance.attendanceOfAll(session))].flatMap(
      ([registration, attendance]) => (attendance.met ? [registration] : []),
    );
    add('participation', met, await store.registrationsWith(session._id, 'participation'));
  }
  return [...due.values()];
}
