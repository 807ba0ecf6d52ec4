// Keeps a change stream open for good: one that breaks is opened anew, one at a time.
import { setTimeout as delay } from 'node:timers/promises';
import { guardStream, type WatchedStream } from './guard-stream.ts';

const RETRY_MS = 1_000;

export interface KeptStreamOptions {
  /** Opens a stream with its listeners on it. */
  open(): WatchedStream;
  /** Each time that it runs: what changed before has to be read now, or is of no account. */
  onOpen?(): void | Promise<void>;
  /** It broke, or could not be opened anew; it is tried again in a second. */
  onBreak(error: unknown): void;
}

/** Resolves when the stream runs and `onOpen` is through; rejects when the first one fails. */
export async function keepStream(options: KeptStreamOptions): Promise<{ stop(): Promise<void> }> {
  const { open, onOpen, onBreak } = options;
  let isStopped = false;
  let guarded: ReturnType<typeof guardStream> | undefined;
  const start = async (): Promise<void> => {
    // It may still run, when only `onOpen` failed: two streams would tell everything twice.
    await guarded?.stop().catch(() => undefined);
    if (isStopped) return;
    const stream = open();
    const broken = new Promise<never>((_, reject) => {
      guarded = guardStream(stream, reject);
    });
    const begin = async () => {
      // The server's first answer: what changes before it would be missed.
      await new Promise<void>((resolve) => stream.on('resumeTokenChanged', () => resolve()));
      await onOpen?.();
    };
    await Promise.race([begin(), broken]);
    broken.catch(again);
  };
  const again = async (error: unknown): Promise<void> => {
    if (isStopped) return;
    onBreak(error);
    await delay(RETRY_MS, undefined, { ref: false });
    await start().catch(again);
  };
  await start();
  return {
    async stop() {
      isStopped = true;
      await guarded?.stop();
    },
  };
}
