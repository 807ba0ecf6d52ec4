// The server as a process of its own, started as `npm start` does, in a process group of its own,
// so that a test can kill it without mercy and start it again on the same data.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
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
  /** SIGSTOP: the server stands still, its connections stay. SIGCONT ends it. */
  freeze(): void;
  thaw(): void;
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

/** Runs one of the project's commands to its end, as `npm run` does; resolves with its output. */
export async function runCommand(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import=tsx', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, output };
}

/** The database of a running server's data folder, by the native driver. */
export async function openServerDatabase(dataDir: string): Promise<mongo.MongoClient> {
  const { port } = JSON.parse(await readFile(join(dataDir, 'run', 'mongod.json'), 'utf8'));
  return mongo.MongoClient.connect(`mongodb://127.0.0.1:${port}/ikrar?directConnection=true`);
}

/**
 * A server on a free port with a new data folder (or `at`); `environment` adds to the settings.
 */
export async function createServerProcess(
  environment: Record<string, string> = {},
  at?: string,
): Promise<ServerProcess> {
  const dataDir = at ?? (await mkdtemp(join(tmpdir(), 'ikrar-server-')));
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

  const signal = (name: NodeJS.Signals) => {
    const isRunning = child?.exitCode === null && child.signalCode === null;
    if (isRunning && child?.pid) process.kill(child.pid, name);
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
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop,
    localToken: async () => (await readFile(localTokenFile(dataDir), 'utf8')).trim(),
    async clean() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
