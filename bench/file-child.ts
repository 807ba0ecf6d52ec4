// A process that makes certificates with the product's own pool of threads, and nothing else: what
// it answers is its rate and, at the end, the most memory that it ever held.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from './figures.ts';

/** What a child of one or two threads is asked for. */
export interface FileChild {
  /** Certificates made and sealed, four under way at any time. */
  make(count: number): Promise<Run>;
  /** Ends it; gives its peak memory in megabytes. */
  stop(): Promise<number>;
}

/** Starts a child with keys of its own under `folder`. */
export async function startFileChild(folder: string, threads: number): Promise<FileChild> {
  const script = fileURLToPath(new URL('file-child-main.ts', import.meta.url));
  const keysDir = join(folder, `keys-${threads}`);
  const child = fork(script, [keysDir, String(threads)], { execArgv: ['--import=tsx'] });
  await answer(child);
  const ask = async (question: number): Promise<unknown> => {
    child.send(question);
    return answer(child);
  };
  return {
    // The child answers a number with a Run, and zero with its peak.
    make: async (count) => (await ask(count)) as Run,
    stop: async () => {
      const peak = (await ask(0)) as number;
      if (child.exitCode === null) await once(child, 'exit');
      return peak;
    },
  };
}

async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('The process that makes certificates ended before its time');
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
