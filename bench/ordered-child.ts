// A child process that takes orders one by one: how the bench runs the server under test and the
// load, each in a process of its own, so that neither's CPU counts for the other.
import { fork } from 'node:child_process';

export interface OrderedChild<O> {
  /** Gives an order; resolves with its answer, whose shape belongs to the order. */
  ask<T>(order: O): Promise<T>;
  /** Ends it in order; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

interface Waiting {
  resolve(data: unknown): void;
  reject(error: Error): void;
}
interface Answer {
  id: number;
  data?: unknown;
  error?: string;
}

/** Starts `file` with tsx; resolves when it says that it is ready. */
export async function forkOrdered<O>(
  file: URL,
  environment: Record<string, string>,
  flags: string[] = [],
): Promise<OrderedChild<O>> {
  const child = fork(file, {
    execArgv: [...flags, '--import=tsx'],
    env: { ...process.env, ...environment },
    serialization: 'advanced',
  });
  const waiting = new Map<number, Waiting>();
  const answered = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  child.on('message', ({ id, data, error }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(data);
    else one?.reject(new Error(error));
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('The process ended'));
      resolve();
    });
  });
  await answered(0);
  let last = 0;
  return {
    async ask<T>(order: O) {
      last += 1;
      const answer = answered(last);
      child.send({ id: last, order });
      return (await answer) as T; // the answer's shape belongs to the order
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** In the child: answers every order by the function of its kind, and says that it is ready. */
export function answerOrders<O extends { kind: string }>(
  answers: Record<O['kind'], (order: never) => unknown>,
): void {
  process.on('message', async ({ id, order }: { id: number; order: O }) => {
    const answer = answers[order.kind as O['kind']];
    try {
      // Each order is told apart by its kind, so its function takes it.
      process.send?.({ id, data: await answer(order as never) });
    } catch (error) {
      process.send?.({ id, error: String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0 });
}
