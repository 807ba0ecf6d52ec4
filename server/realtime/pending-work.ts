// What connections leave to be stored; a stop of the process waits for it.
import type { Logger } from '../core/logger.ts';

export interface PendingWork {
  /** Remembers `work` until it has ended; a failure of it is logged. */
  add(work: Promise<void>): void;
  /** Resolves when all that was added so far has ended. */
  done(): Promise<void>;
}

/** None yet. */
export const createPendingWork = (logger: Logger): PendingWork => {
  const pending = new Set<Promise<void>>();
  return {
    add(work) {
      const tracked = work.catch((error) =>
        logger.error({ error: String(error) }, 'Presence could not be stored'),
      );
      pending.add(tracked);
      tracked.finally(() => pending.delete(tracked));
    },
    async done() {
      await Promise.all(pending);
    },
  };
};
