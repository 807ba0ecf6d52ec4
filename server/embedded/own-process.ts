// Programs that we start beside the server and that outlive it when it is killed: started in a
// group of their own, recognised by their command line, ended by their own id.
import { spawn } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { findCommandLine, findProcessStart } from './process-facts.ts';

export interface StartedProcess {
  pid: number;
  /** Resolves when the program has ended, with its exit code or the signal that ended it. */
  exited: Promise<string>;
}

const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ'];
const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * Starts a program in a group of its own (Ctrl-C at the terminal does not reach it) with both
 * outputs appended to a log file that is emptied once it has grown past 10 MiB.
 * Rejects when the program can't be started.
 */
export async function startDetached(opts: {
  command: string;
  args: readonly string[];
  /** Of it only PATH and the like are passed on. */
  env: NodeJS.ProcessEnv;
  /** Set besides. */
  extra?: NodeJS.ProcessEnv;
  logFile: string;
}): Promise<StartedProcess> {
  const size = await stat(opts.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT) await truncate(opts.logFile);
  const log = await open(opts.logFile, 'a', 0o600);
  try {
    const child = spawn(opts.command, opts.args, {
      detached: true,
      env: { ...plainEnvironment(opts.env), ...opts.extra },
      stdio: ['ignore', log.fd, log.fd],
    });
    const exited = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? String(code)));
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    if (child.pid === undefined) throw new Error(`${opts.command}: tanpa nomor proses`);
    return { pid: child.pid, exited };
  } finally {
    await log.close();
  }
}

/** The environment without what is meant for the server alone: its keys, addresses, passwords. */
function plainEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(PASSED_ON.filter((key) => env[key]).map((key) => [key, env[key]]));
}

/**
 * Asks a process to end (SIGTERM) and waits; after `graceMs` it is killed. Does nothing when the
 * process of that id is not ours, so that a recycled id never hits a stranger.
 */
export async function stopProcess(
  pid: number,
  opts: {
    isOurs: (commandLine: string) => boolean;
    graceMs: number;
    /** Asks again every quarter of a second: LiveKit takes the second time for "at once". */
    insist?: boolean;
  },
): Promise<void> {
  const line = await findCommandLine(pid);
  const startedAt = await findProcessStart(pid);
  if (line === undefined || startedAt === undefined || !opts.isOurs(line)) return;
  signalProcess(pid, 'SIGTERM');
  const deadline = performance.now() + opts.graceMs;
  for (let round = 1; (await findProcessStart(pid)) === startedAt; round += 1) {
    if (performance.now() > deadline) signalProcess(pid, 'SIGKILL');
    else if (opts.insist && round % 10 === 0) signalProcess(pid, 'SIGTERM');
    await delay(25);
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}
