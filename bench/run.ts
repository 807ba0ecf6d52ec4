// npm run bench [-- --quick]: what the performance claims are measured with. Loopback only, a
// mongod and a server of its own; read the ratios, the rates are this machine's.
import { cpus } from 'node:os';
import { boardSizes } from './board-row.ts';
import { certificateCosts } from './certificate-costs.ts';
import { pinCosts, tokenCosts } from './check-costs.ts';
import { joinAll } from './crowd.ts';
import { joining } from './join-row.ts';
import type { Prepared } from './messages.ts';
import { startServer } from './server-process.ts';
import { burst, steadyRate, steadySigning } from './sign-rows.ts';

const quick = process.argv.includes('--quick');
const scale = quick
  ? { officials: 600, joinSeconds: 2, rate: 300, rounds: 5 }
  : { officials: 5_000, joinSeconds: 10, rate: 2_500, rounds: 5 };

const say = (lines: string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n\n`);
};

const overSockets = async (): Promise<void> => {
  const server = await startServer();
  try {
    const { officials, joinSeconds, rate, rounds } = scale;
    const prepared = await server.ask<Prepared>({ kind: 'prepare', officials });
    say(await joining(server, prepared, joinSeconds, quick ? 3 : rounds));
    const { sockets, failed } = await joinAll(prepared.url, prepared.cookies, joinSeconds);
    if (failed > 0) throw new Error(`${failed} officials could not join`);
    const bench = { server, sockets, rounds };
    say(await steadySigning(bench));
    say(await burst(bench));
    say(await steadyRate(bench, rate));
    for (const socket of sockets) socket.disconnect();
  } finally {
    await server.stop();
  }
};

say([`${cpus().length} cores, ${quick ? 'quick' : 'full'}, medians of ${scale.rounds} runs`]);
say(boardSizes(50));
say(await tokenCosts(scale.rounds));
say(await pinCosts(scale.rounds));
say(await certificateCosts(scale.rounds, quick ? 10 : 20));
await overSockets();
