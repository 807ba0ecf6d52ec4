// npm test: installs what a new machine lacks, builds the pages, then runs every test, from pure rules
// to the real browser, in as many mochas as there are lanes. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { buildClient } from '../../server/http/assets.ts';
import { findTestFiles, planLanes } from './lanes.ts';
import { prepareMachine } from './prepare-machine.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const write = (line: string) => process.stdout.write(`${line}\n`);
/** What the reporter writes when a mocha has ended. */
const resultSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  failures: z.array(z.string()),
});
type Result = z.infer<typeof resultSchema>;

/** Runs the files in one mocha; each line is told behind `prefix`. */
async function runLane(files: string[], prefix: string, resultFile: string): Promise<Result> {
  const mocha = spawn(
    process.execPath,
    [
      'node_modules/mocha/bin/mocha.js',
      '--reporter=test/support/reporter.cjs',
      `--reporter-option=result=${resultFile}`,
      ...files,
    ],
    {
      cwd: root,
      stdio: ['inherit', prefix ? 'pipe' : 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'test' },
    },
  );
  if (mocha.stdout) {
    createInterface({ input: mocha.stdout }).on('line', (line) => write(prefix + line));
  }
  const [code, signal] = await once(mocha, 'close');
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  const result = text ? resultSchema.parse(JSON.parse(text)) : undefined;
  if (result && (result.failed > 0 || code === 0)) return result;
  // Ended before its time, or badly although every test had passed.
  const end = `a lane ended with ${signal ?? code}: ${files[0]} and after`;
  const { passed = 0, failed = 0, skipped = 0, failures = [] } = result ?? {};
  return { passed, skipped, failed: failed + 1, failures: [...failures, end] };
}

await prepareMachine({ write });
await buildClient({ root, report: createTerminalReport({ write }) });
const given = process.argv.slice(2);
const groups = given.length > 0 ? [[given]] : planLanes(await findTestFiles(root));
const folder = await mkdtemp(join(tmpdir(), 'ikrar-results-'));
const results: Result[] = [];
for (const [at, lanes] of groups.entries()) {
  const running = lanes.map((files, lane) =>
    runLane(files, lane > 0 ? `${lane + 1}| ` : '', join(folder, `${at}-${lane}.json`)),
  );
  results.push(...(await Promise.all(running)));
}
await rm(folder, { recursive: true, force: true });

const sum = (what: 'passed' | 'failed' | 'skipped') =>
  results.reduce((total, result) => total + result[what], 0);
const failures = results.flatMap((result) => result.failures);
if (failures.length > 0) write(`\nFailed, told in full above:\n${failures.join('\n')}`);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
