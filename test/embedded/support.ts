// What the tests of the embedded services share: folders of their own, a report that remembers,
// a server process that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../server/config.ts';
import type { Report } from '../../server/embedded/report.ts';

/** The user's own cache: what was fetched once serves the tests too. */
export const cacheDir = readConfig({}).CACHE_DIR;

/** A report that keeps its lines. */
export function rememberingReport(): Report & { lines: string[] } {
  const lines: string[] = [];
  const keep = (text: string) => void lines.push(text);
  return { lines, step: keep, done: keep, warn: keep };
}

/** Makes an empty folder and returns it with what removes it. */
export async function temporaryFolder(): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'ikrar-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/**
 * Starts one of the scripts beside this file; resolves with its first line of output, rejects when
 * it ends without one.
 */
export async function startScript(
  script: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; line: string }> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', file, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before its first line`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), gone]);
  gone.catch(() => undefined);
  return { child, line: String(line) };
}

/** Ends a child without warning and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Why a promise was rejected; fails when it was not. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  );
  if (outcome === undefined) throw new Error('expected a refusal');
  return outcome;
}
