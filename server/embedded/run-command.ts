// Runs one helper program (pip, go, apt-get) to its end, with a time limit for it and everything
// that it starts.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  timeoutMs: number;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Niceness 0 to 19; a build beside a running server asks for 19. */
  nice?: number;
}

const KEPT_OUTPUT = 64 * 1024;

/** Ends a process and its children; one that has already gone is no error. */
function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/**
 * Resolves with the exit code and the last 64 KiB of each output.
 * Rejects when the program can't be started, is killed, outlives `timeoutMs`, or is aborted.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  opts: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(opts.timeoutMs);
    const signal = opts.signal ? AbortSignal.any([limit, opts.signal]) : limit;
    if (signal.aborted) return reject(new Error(`${command}: dibatalkan`));
    // A group of its own, so that the limit also ends what the program started.
    const child = spawn(command, args, {
      detached: true,
      env: opts.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] = (output[name] + text).slice(-KEPT_OUTPUT);
      });
    }
    const { pid } = child;
    if (pid !== undefined && opts.nice !== undefined) setPriority(pid, opts.nice);
    const onAbort = () => pid !== undefined && endGroup(pid, 'SIGKILL');
    signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', onAbort);
      if (code !== null) resolve({ code, ...output });
      else if (limit.aborted) reject(new Error(`${command}: batas waktu terlampaui`));
      else reject(new Error(`${command}: dibatalkan`));
    });
  });
}
