// The test presenters that are wanted: one per session, brought back when LiveKit or the
// presenter itself has failed.
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../core/logger.ts';
import type { PresenterProcess } from './presenter-process.ts';

export interface TestPresenters {
  /** Resolves once it is seen; running already is no error. */
  start(sessionId: string): Promise<void>;
  stop(sessionId: string): Promise<void>;
  isRunning(sessionId: string): boolean;
  /** Ends their processes, and so begins them anew: after the engine was away. */
  renew(): void;
  stopAll(): Promise<void>;
}

interface Wanted {
  stopping: AbortController;
  /** The first attempt's outcome. */
  first: Promise<void>;
  /** Resolves when nothing of it runs any more. */
  over: Promise<void>;
}

const RETRY_MS = 2000;

/** `open` starts a process in a session's room, or throws while the engine is not ready. */
export function createTestPresenters(opts: {
  open: (sessionId: string) => Promise<PresenterProcess>;
  logger: Logger;
}): TestPresenters {
  const wanted = new Map<string, Wanted>();
  const processes = new Set<PresenterProcess>();

  async function keep(sessionId: string, stopping: AbortSignal, onFirst: (e?: unknown) => void) {
    while (!stopping.aborted) {
      try {
        await runOnce(sessionId, stopping, onFirst);
      } catch (cause) {
        onFirst(cause);
        opts.logger.warn({ sessionId, err: cause }, 'test presenter failed');
      }
      await delay(RETRY_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  async function runOnce(sessionId: string, stopping: AbortSignal, onFirst: () => void) {
    const presenter = await opts.open(sessionId);
    const stop = () => void presenter.stop();
    stopping.addEventListener('abort', stop, { once: true });
    processes.add(presenter);
    try {
      if (stopping.aborted) return;
      await presenter.publishing;
      onFirst();
      await presenter.ended;
    } finally {
      stopping.removeEventListener('abort', stop);
      processes.delete(presenter);
      await presenter.stop();
    }
  }

  async function stop(sessionId: string): Promise<void> {
    const entry = wanted.get(sessionId);
    if (!entry) return;
    wanted.delete(sessionId);
    entry.stopping.abort();
    await entry.over;
  }

  return {
    async start(sessionId) {
      const known = wanted.get(sessionId);
      if (known) return known.first;
      const stopping = new AbortController();
      let settle: (error?: unknown) => void = () => {};
      const first = new Promise<void>((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error));
      });
      const over = keep(sessionId, stopping.signal, settle).then(() => settle());
      wanted.set(sessionId, { stopping, first, over });
      try {
        await first;
      } catch (cause) {
        // Not seen even once: the caller is told, and nothing is tried behind their back.
        if (wanted.get(sessionId)?.first === first) await stop(sessionId);
        throw cause;
      }
    },
    stop,
    isRunning: (sessionId) => wanted.has(sessionId),
    renew: () => processes.forEach((one) => void one.stop()),
    async stopAll() {
      await Promise.all([...wanted.keys()].map(stop));
    },
  };
}
