// npm test: installs what a new machine lacks, builds the pages, then runs every test, from pure rules
// to the real browser, in lanes. The last line is `N passed, N failed`.
import { fileURLToPath } from 'node:url';
import { createTerminalReport } from '../../server/embedded/report.ts';
import { buildClient } from '../../server/http/assets.ts';
import { findTestFiles, planLanes } from './lanes.ts';
import { prepareMachine } from './prepare-machine.ts';
import { runLanes } from './run-lanes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const write = (line: string) => process.stdout.write(`${line}\n`);

await prepareMachine({ write });
await buildClient({ root, report: createTerminalReport({ write }) });
const given = process.argv.slice(2);
const groups = given.length > 0 ? [[given]] : planLanes(await findTestFiles(root));
const { passed, failed, skipped, failures } = await runLanes(groups, write);
if (failures.length > 0) write('\nFailed:');
for (const { title, file, error } of failures) write(`\n  ${title}\n  ${file}\n${error}`);
write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
