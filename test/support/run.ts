// npm test: installs what a new machine lacks, builds the pages, then runs every test in one
// mocha, from pure rules to the real browser. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { buildClient } from '../../server/http/assets.ts';
import { prepareMachine } from './prepare-machine.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** In this order: what is quick and pure says first what is wrong. */
const KINDS = ['rules', 'refusals', 'behaviour', 'live'];
const specs = [...KINDS.map((kind) => `test/**/*.${kind}.ts`), 'test/e2e/**/*.e2e.ts'];
const write = (line: string) => process.stdout.write(`${line}\n`);

await prepareMachine({ write });
await buildClient({ root, report: createTerminalReport({ write }) });
const given = process.argv.slice(2);
const mocha = spawn(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    '--reporter=test/support/reporter.cjs',
    ...(given.length > 0 ? given : specs),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
);
mocha.once('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
