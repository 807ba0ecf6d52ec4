// Keeps the change stream of the boards running: when it breaks, everything is read anew.
import type { Connection } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import { type BoardFact, watchBoardFacts } from './board-facts.ts';

const RETRY_MS = 1_000;

/** Resolves when the stream runs and `readAll` has read what came before it. */
export async function followFacts(options: {
  connection: Connection;
  logger: Logger;
  onFact(fact: BoardFact): void;
  readAll(): Promise<void>;
}): Promise<{ isReady(): boolean; stop(): Promise<void> }> {
  const { connection, logger, onFact, readAll } = options;
  let ready = false;
  let stopped = false;
  let isRetrying = false;
  let watching: { stop(): Promise<void> } | undefined;

  const onLost = (error: unknown) => {
    ready = false;
    if (stopped || isRetrying) return;
    isRetrying = true;
    logger.warn({ error: String(error) }, 'The change stream broke; the boards are read anew');
    setTimeout(() => {
      isRetrying = false;
      start().catch(onLost);
    }, RETRY_MS).unref();
  };
  const start = async () => {
    await watching?.stop().catch(() => undefined);
    watching = await watchBoardFacts(connection, onFact, onLost);
    await readAll();
    ready = true;
  };
  await start();

  return {
    isReady: () => ready,
    async stop() {
      stopped = true;
      await watching?.stop();
    },
  };
}
