// Natural group commit: what arrives while a batch is being written goes together into the next.
// No timer, one batch in flight (measured in docs/adr: 5 times the rate of one write at a time).
import { setTimeout as delay } from 'node:timers/promises';

export interface GroupCommit<I, O> {
  /** Resolves after the batch that holds `item` is durable; rejects with that item's own error. */
  add(item: I): Promise<O>;
  /** Items that are waiting or being written. */
  pending(): number;
  /** Resolves when nothing is waiting or being written. */
  drain(): Promise<void>;
}

interface Waiting<I, O> {
  item: I;
  resolve: (value: O) => void;
  reject: (error: unknown) => void;
}

/**
 * `write` gets at most `max` items and answers in their order, an Error where an item failed.
 * When `write` itself throws, every item of the batch is refused with that error.
 */
export function createGroupCommit<I, O>(options: {
  write: (items: I[]) => Promise<(O | Error)[]>;
  max?: number;
  /** Waits this long before each batch, for what nobody waits for; 0 as a rule. */
  gatherMs?: number;
}): GroupCommit<I, O> {
  const { max = 1000, gatherMs = 0 } = options;
  let queue: Waiting<I, O>[] = [];
  let inFlight = 0;
  let running: Promise<void> | undefined;

  const settle = (batch: Waiting<I, O>[], results: (O | Error)[]) => {
    batch.forEach((waiting, index) => {
      const result = results[index];
      if (result === undefined) waiting.reject(new Error('The batch gave no answer'));
      else if (result instanceof Error) waiting.reject(result);
      else waiting.resolve(result);
    });
  };

  const run = async () => {
    while (queue.length > 0) {
      if (gatherMs > 0) await delay(gatherMs);
      const batch = queue.slice(0, max);
      queue = queue.slice(max);
      inFlight = batch.length;
      try {
        settle(batch, await options.write(batch.map((waiting) => waiting.item)));
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
      inFlight = 0;
    }
    running = undefined;
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        // Begin in the next microtask: everything that arrived in one packet shares the batch.
        running ??= Promise.resolve().then(run);
      }),
    pending: () => queue.length + inFlight,
    drain: async () => {
      while (running) await running;
    },
  };
}
