// Closes windows whose time has run out. Every process has one and whichever comes first writes; it
// looks at the state itself, so that a process that starts later finds what is overdue.
import type { Logger } from '../core/logger.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { SessionService } from './session-service.ts';
import { dueAction } from './signing-steps.ts';

export interface WindowKeeper {
  start(): void;
  /** Resolves when the look under way has ended. */
  stop(): Promise<void>;
}

const EVERY_MS = 500;

/** Looks twice a second; reads nothing while nothing is due. */
export function createWindowKeeper(options: {
  live: Pick<LiveSessions, 'list'>;
  sessions: Pick<SessionService, 'closeDue'>;
  now(): Date;
  logger: Logger;
}): WindowKeeper {
  const { live, sessions, now, logger } = options;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const at = now().getTime();
    for (const { _id, status } of live.list()) {
      if (dueAction(status, at)) await sessions.closeDue(_id);
    }
  };
  const next = () => {
    looking = look()
      // A database that is away: the deadline holds by itself, and the next look tries again.
      .catch((error) =>
        logger.warn({ error: String(error) }, 'A signing window could not be closed yet'),
      )
      .finally(() => {
        if (!isStopped) timer = setTimeout(next, EVERY_MS);
      });
  };
  return {
    start: next,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
