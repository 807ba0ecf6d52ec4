// npm run shots: the README's pictures and one of each document into docs/img. With `-- --all [DIR]`:
// every page in every state at 390, 1440 and 1920 pixels into DIR (`shots`, which git ignores).
// `--only WORDS`: only the states whose name has the words.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { buildClient } from '../../server/http/assets.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean' }, only: { type: 'string' } },
  allowPositionals: true,
});
const folder = values.all ? resolve(positionals[0] ?? `${root}/shots`) : undefined;
const write = (line: string) => process.stdout.write(`${line}\n`);

await buildClient({ root, report: createTerminalReport({ write }) });
// Fixtures belong to mocha: it also ends the database when all is done.
const suite = spawn(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    'test/support/shots-documents.ts',
    'test/support/shots-suite.ts',
    ...(values.only ? ['-f', values.only] : []),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(folder && { SHOTS_DIR: folder }) },
  },
);
suite.once('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
