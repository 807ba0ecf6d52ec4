// Rows 1, 2 and 4: signing through the product's sockets, against native inserts and against the
// transport alone; and with the group commit switched off, which must miss.

import { sendSignature } from '../server/rehearsal/follow-ceremony.ts';
import type { ClientSocket } from '../server/rehearsal/open-socket.ts';
import { pace, signAll } from './crowd.ts';
import { interleave, lineOf, percentile, type Run, summarise, verdict } from './figures.ts';
import type { SignMode } from './messages.ts';
import type { ServerUnderTest } from './server-process.ts';

export interface SignBench {
  server: ServerUnderTest;
  sockets: ClientSocket[];
  rounds: number;
}

const IN_FLIGHT = 64;

/** Runs `work` on a clean collection; CPU is the server's, an operation. */
const measured = async (
  server: ServerUnderTest,
  mode: SignMode,
  count: number,
  work: () => Promise<number[]>,
): Promise<Run> => {
  await server.ask({ kind: 'clear' });
  await server.ask({ kind: 'mode', mode });
  const before = await server.ask<number>({ kind: 'cpu' });
  const from = performance.now();
  const took = await work();
  const seconds = (performance.now() - from) / 1000;
  const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / count;
  return { rate: count / seconds, cpu, latency: percentile(took, 0.99) };
};

const native = async (server: ServerUnderTest, count: number): Promise<Run> => {
  const before = await server.ask<number>({ kind: 'cpu' });
  const took = await server.ask<number>({ kind: 'native', count, inFlight: IN_FLIGHT });
  const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / count;
  return { rate: (count / took) * 1000, cpu };
};

/** Row 1: at least three times native insertOne, one by one, 64 in flight on both sides. */
export async function steadySigning({ server, sockets, rounds }: SignBench): Promise<string[]> {
  const some = sockets.slice(0, 2_000);
  const way = (mode: SignMode) => () =>
    measured(server, mode, some.length, () => signAll(some, IN_FLIGHT));
  const runs = await interleave(rounds, {
    native: () => native(server, some.length),
    group: way('group'),
    single: way('single'),
  });
  const base = summarise('native insertOne, one by one', runs.native);
  const group = summarise('socket, group commit (the product)', runs.group);
  const single = summarise('socket, one insert a signature', runs.single);
  return [
    `1  ${some.length} signatures, ${IN_FLIGHT} in flight (latency: p99)`,
    ...[base, group, single].map(lineOf),
    verdict('product against native', group.rate / base.rate, 3),
    verdict('switched off, against native (must miss)', single.rate / base.rate, 3),
  ];
}

/** Row 2: everybody at once, against the same path without a database. */
export async function burst({ server, sockets, rounds }: SignBench): Promise<string[]> {
  const way = (mode: SignMode) => () =>
    measured(server, mode, sockets.length, () => signAll(sockets, sockets.length));
  const runs = await interleave(rounds, {
    none: way('none'),
    group: way('group'),
    single: way('single'),
  });
  const none = summarise('transport alone', runs.none);
  const group = summarise('group commit (the product)', runs.group);
  const single = summarise('one insert a signature', runs.single);
  return [
    `2  ${sockets.length} simultaneous signatures (latency: p99)`,
    ...[none, group, single].map(lineOf),
    verdict('product against the transport, %', (group.rate / none.rate) * 100, 60),
    verdict('switched off, % (must miss)', (single.rate / none.rate) * 100, 60),
  ];
}

/** Row 4, smaller: p99 of the acknowledgement at a steady rate while everybody gets the board. */
export async function steadyRate(
  { server, sockets, rounds }: SignBench,
  perSecond: number,
): Promise<string[]> {
  const work = async () => {
    const took: number[] = [];
    await pace(sockets.length, sockets.length / perSecond, async (index) => {
      const socket = sockets[index];
      const from = performance.now();
      if (socket) await sendSignature(socket, 'Pejabat Uji');
      took.push(performance.now() - from);
    });
    return took;
  };
  const way = (mode: SignMode) => () => measured(server, mode, sockets.length, work);
  const runs = await interleave(rounds, { none: way('none'), group: way('group') });
  const none = summarise('transport alone', runs.none);
  const group = summarise('group commit (the product)', runs.group);
  const limit = 2 * (none.latency ?? 0) + 100;
  return [
    `4  ${perSecond} signatures/s while ${sockets.length} sockets get the board (latency: p99)`,
    ...[none, group].map(lineOf),
    verdict('p99 of the acknowledgement, ms', group.latency ?? Number.NaN, limit, true),
  ];
}
