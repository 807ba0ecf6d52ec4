// The server as a process of its own, started as `npm start` does, in a process group of its own,
// so that a test can kill it without mercy and start it again on the same data.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pickTcpPort } from '../../server/embedded/free-port.ts';
import { localTokenFile } from '../../server/http/machine.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 90_000;

export interface ServerProcess {
  url: string;
  dataDir: string;
  /** Starts the server; resolves with the lines it printed, when it listens. */
  start(): Promise<string[]>;
  /** SIGKILL to the whole process group; resolves when the server is gone. */
  kill9(): Promise<void>;
  /** SIGTERM, as Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** The bearer token of this machine for the running server. */
  localToken(): Promise<string>;
  /** Stops what runs and removes the data. */
  clean(): Promise<void>;
}

const untilListening = (child: ChildProcess, lines: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`Not started:\n${lines.join('\n')}`)),
      START_MS,
    );
    const done = (error?: Error) => {
      clearTimeout(limit);
      if (error) reject(error);
      else resolve();
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('Verifikasi ')) done();
      });
    }
    child.once('exit', (code) => done(new Error(`Ended with ${code}:\n${lines.join('\n')}`)));
  });

/** A server on a free port with a new data folder; `environment` adds to the settings. */
export async function createServerProcess(
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ikrar-server-'));
  const port = await pickTcpPort({ host: '127.0.0.1' });
  const settings = { DATA_DIR: dataDir, PORT: String(port), LIVEKIT: 'off', LOG_LEVEL: 'warn' };
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals, group: boolean): Promise<number | null> => {
    const running = child;
    if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return null;
    const exited = once(running, 'exit');
    process.kill(group ? -running.pid : running.pid, signal);
    const [code] = await exited;
    return typeof code === 'number' ? code : null;
  };

  const stop = () => end('SIGTERM', false);
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    async start() {
      const lines: string[] = [];
      child = spawn(process.execPath, ['--import=tsx', 'server/main.ts'], {
        cwd: ROOT,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...settings, ...environment },
      });
      await untilListening(child, lines);
      return lines;
    },
    async kill9() {
      await end('SIGKILL', true);
    },
    stop,
    localToken: async () => (await readFile(localTokenFile(dataDir), 'utf8')).trim(),
    async clean() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
