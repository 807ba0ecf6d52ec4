// Starts and ends the test presenter's process; it ends by itself when this server dies.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { typescriptLoader } from '../embedded/typescript-loader.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('publishing') }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);

const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 4000;

export interface PresenterProcess {
  /** Resolves when picture and tone are published; rejects when it ends or fails before. */
  publishing: Promise<void>;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts one presenter. The token goes by the environment, which other users can't read. */
export function startPresenterProcess(access: { url: string; token: string }): PresenterProcess {
  const child = fork(fileURLToPath(new URL('./test-presenter.ts', import.meta.url)), [], {
    execArgv: [typescriptLoader()],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      PATH: process.env.PATH,
      IKRAR_PRESENTER_URL: access.url,
      IKRAR_PRESENTER_TOKEN: access.token,
    },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const publishing = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('no picture in time')), START_LIMIT_MS);
    ended.then(() => {
      clearTimeout(limit);
      reject(new Error('the presenter ended'));
    });
    child.on('message', (raw) => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.type === 'failed') reject(new Error(message.reason));
      if (message?.type === 'publishing') resolve();
      clearTimeout(limit);
    });
  });
  // Whoever does not wait for it must not be ended by it.
  publishing.catch(() => undefined);
  return {
    publishing,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(hard);
    },
  };
}
