// Runs mocha in lanes: groups one after the other, the lanes of a group side by side; the results are
// one sum, in which a lane that broke off counts as failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A test or hook that failed; `file` is empty where a whole lane broke off. */
const failureSchema = z.object({ title: z.string(), file: z.string(), error: z.string() });
export type Failure = z.infer<typeof failureSchema>;
/** What the reporter writes when a mocha has ended. */
const resultSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  failures: z.array(failureSchema),
});
export type Result = z.infer<typeof resultSchema>;
type Write = (line: string) => void;

/** Runs the files in one mocha; each line is told behind `prefix`. */
async function runLane(
  files: string[],
  { prefix, resultFile, write }: { prefix: string; resultFile: string; write: Write },
): Promise<Result> {
  const mocha = spawn(
    process.execPath,
    [
      'node_modules/mocha/bin/mocha.js',
      '--reporter=test/support/reporter.cjs',
      ...(process.stdout.isTTY ? ['--color'] : []),
      `--reporter-option=result=${resultFile}`,
      ...files,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'test' },
    },
  );
  createInterface({ input: mocha.stdout }).on('line', (line) => write(prefix + line));
  const [code, signal] = await once(mocha, 'close');
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  const result = text ? resultSchema.parse(JSON.parse(text)) : undefined;
  if (result && (result.failed > 0 || code === 0)) return result;
  // Ended before its time, or badly although every test had passed.
  const error = `ended with ${signal ?? code}: ${files[0]} and after`;
  const { passed = 0, failed = 0, skipped = 0, failures = [] } = result ?? {};
  const end = { title: 'a lane broke off', file: '', error };
  return { passed, skipped, failed: failed + 1, failures: [...failures, end] };
}

/** Runs groups of lanes of test files; lines of the second lane and on begin with its number. */
export async function runLanes(groups: readonly string[][][], write: Write): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-results-'));
  const sum: Result = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const [at, lanes] of groups.entries()) {
    const running = lanes.map((files, lane) =>
      runLane(files, {
        prefix: lane > 0 ? `${lane + 1}| ` : '',
        resultFile: join(folder, `${at}-${lane}.json`),
        write,
      }),
    );
    for (const { passed, failed, skipped, failures } of await Promise.all(running)) {
      sum.passed += passed;
      sum.failed += failed;
      sum.skipped += skipped;
      sum.failures.push(...failures);
    }
  }
  await rm(folder, { recursive: true, force: true });
  return sum;
}
