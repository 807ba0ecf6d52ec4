// npm run bench [-- board|sign|kill|join|memory|http|costs|certificates|log|evidence|mail] [--quick]: what the performance claims
// are measured with. Loopback only, a mongod and a server of its own; read the ratios, the rates
// are this machine's.
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildClient } from '../server/http/assets.ts';
import { boardRows } from './board-rows.ts';
import { certificateCosts } from './certificate-costs.ts';
import { certificateRows } from './certificate-rows.ts';
import { pinCosts, tokenCosts } from './check-costs.ts';
import { evidenceRows } from './evidence-rows.ts';
import { type Bench, FULL, type Group, QUICK } from './groups.ts';
import { httpRows } from './http-rows.ts';
import { joinRows } from './join-rows.ts';
import { killRows } from './kill-rows.ts';
import { logRows } from './log-rows.ts';
import { mailRows } from './mail-rows.ts';
import { memoryRows } from './memory-rows.ts';
import { FOUR_BOARDS, startLoad, startServer, stopServers } from './server-process.ts';
import { signRows } from './sign-rows.ts';
import { snapshotRows } from './snapshot-rows.ts';
import { formatTable, type Row } from './table.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scale = values.quick ? QUICK : FULL;
const say = (lines: string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n\n`);
};

const costs = async (): Promise<Row[]> => {
  say(await tokenCosts(scale.rounds));
  say(await pinCosts(scale.rounds));
  say(await certificateCosts(scale.rounds, values.quick ? 10 : 20));
  return [];
};
const board: Group = async (bench) => [...(await boardRows(bench)), ...(await snapshotRows(bench))];

const groups: Record<string, Group> = {
  sign: signRows,
  kill: killRows,
  board,
  join: joinRows,
  memory: memoryRows,
  http: httpRows,
  costs,
  certificates: certificateRows,
  log: logRows,
  evidence: evidenceRows,
  mail: mailRows,
};

/** Each group on a server and a load of its own: nothing is left over from the one before. */
const runGroup = async (name: string, group: Group): Promise<Row[]> => {
  const from = performance.now();
  const load = await startLoad();
  const server = await startServer(name === 'board' ? { environment: FOUR_BOARDS } : {});
  const bench: Bench = { server, load, scale, say };
  try {
    return await group(bench);
  } finally {
    await load.stop();
    await server.stop();
    const seconds = Math.round((performance.now() - from) / 1000);
    say([`   (${name}: ${seconds} s)`]);
  }
};

const wanted = positionals.length > 0 ? positionals : Object.keys(groups);
const unknown = wanted.filter((name) => !groups[name]);
if (unknown.length > 0) {
  throw new Error(`No group ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);
}
let isInterrupted = false;
const interrupted = (): void => {
  isInterrupted = true;
  void stopServers().finally(() => process.exit(130));
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
const from = performance.now();
const load = loadavg().map((one) => one.toFixed(1));
say([
  `${cpus().length} cores, load average ${load.join(' ')}, ${values.quick ? 'quick' : 'full'}, ${scale.officials} officials`,
]);
const root = fileURLToPath(new URL('..', import.meta.url));
const quiet = { step: () => undefined, done: () => undefined, warn: () => undefined };
await buildClient({ root, report: quiet });
/** What an interruption breaks off is no news; the process ends when everything is stopped. */
const failed = (error: unknown): Promise<Row[]> =>
  isInterrupted ? new Promise(() => undefined) : Promise.reject(error);
const rows: Row[] = [];
for (const name of wanted) {
  const group = groups[name];
  if (group) rows.push(...(await runGroup(name, group).catch(failed)));
}
rows.sort((a, b) => Number(a.row) - Number(b.row));
if (rows.length > 0) say([formatTable(rows)]);
say([`${Math.round((performance.now() - from) / 1000)} s in all`]);
