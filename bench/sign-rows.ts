// Rows 1, 2 and 4: signing through the product's sockets, against native inserts and against the
// transport alone; and with the group commit switched off, which must miss.
import { interleave, lineOf, percentile, type Run, type Summary, summarise } from './figures.ts';
import type { Bench } from './groups.ts';
import { joinOfficials, untilIdle } from './join-rows.ts';
import type { Prepared, SignMode } from './messages.ts';
import { FOUR_BOARDS, startServer } from './server-process.ts';
import { judge, type Row, short } from './table.ts';

const IN_FLIGHT = 64;
const SIGNERS = 2_000;
const CROWD = 'officials';

/** Row 1 with as many sockets as sign, row 2 with all, row 4 with the board four times a second. */
export async function signRows(bench: Bench): Promise<Row[]> {
  const { scale } = bench;
  const few = { ...bench, scale: { ...scale, officials: Math.min(scale.officials, SIGNERS) } };
  const first = await joined(few, steady);
  const second = await joined(bench, burst);
  const server = await startServer({ environment: FOUR_BOARDS });
  try {
    return [...first, ...second, ...(await joined({ ...bench, server }, atRate))];
  } finally {
    await server.stop();
  }
}

/** Runs `work` with everybody of a new session joined. */
const joined = async (bench: Bench, work: (bench: Bench) => Promise<Row[]>): Promise<Row[]> => {
  const { server, load, scale } = bench;
  const prepared = await server.ask<Prepared>({ kind: 'prepare', officials: scale.officials });
  const { failures } = await joinOfficials(bench, prepared, CROWD);
  if (failures.length > 0) throw new Error(failures[0]);
  await untilIdle(bench);
  const rows = await work(bench);
  await load.ask({ kind: 'leave', crowd: CROWD });
  await untilIdle(bench);
  return rows;
};

/** Runs `work` on a clean collection; CPU is the server's, a signature. */
const measured =
  ({ server }: Bench, mode: SignMode, work: () => Promise<number[]>) =>
  async (): Promise<Run> => {
    await server.ask({ kind: 'clear' });
    await server.ask({ kind: 'mode', mode });
    const before = await server.ask<number>({ kind: 'cpu' });
    const from = performance.now();
    const took = await work();
    const seconds = (performance.now() - from) / 1000;
    const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / took.length;
    return { rate: took.length / seconds, cpu, latency: percentile(took, 0.99) };
  };

const native = async ({ server }: Bench, count: number): Promise<Run> => {
  const before = await server.ask<number>({ kind: 'cpu' });
  const took = await server.ask<number>({ kind: 'native', count, inFlight: IN_FLIGHT });
  const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / count;
  return { rate: (count / took) * 1000, cpu };
};

const rateOf = ({ rate, cpu }: Summary): string => `${short(rate)}/s, ${short(cpu)} us CPU`;
const rates = ({ lowest, highest }: Summary): string => `${short(lowest)} to ${short(highest)}/s`;
const ms = (value: number | undefined): string => `${short(value ?? Number.NaN)} ms`;

/** Row 1: at least three times native insertOne, one by one, 64 in flight on both sides. */
async function steady(bench: Bench): Promise<Row[]> {
  const { load, scale, say } = bench;
  const count = scale.officials;
  const sign = () => load.ask<number[]>({ kind: 'sign', crowd: CROWD, count, inFlight: IN_FLIGHT });
  const runs = await interleave(scale.rounds, {
    native: () => native(bench, count),
    group: measured(bench, 'group', sign),
    single: measured(bench, 'single', sign),
  });
  const base = summarise('native insertOne, one by one', runs.native);
  const group = summarise('socket, group commit (the product)', runs.group);
  const single = summarise('socket, one insert a signature', runs.single);
  say([`1  ${count} signatures, ${IN_FLIGHT} in flight`, ...[base, group, single].map(lineOf)]);
  const row = (what: string, way: Summary, off: boolean) => {
    const ratio = way.rate / base.rate;
    const cells = { row: '1', what, product: rateOf(way), baseline: rateOf(base) };
    const compared = { ratio: `${short(ratio)} x`, spread: rates(way) };
    return judge({ ...cells, ...compared }, ratio, { least: 3, unit: ' x' }, off);
  };
  return [
    row('signing, 64 in flight, against native insertOne', group, false),
    row('the same, group commit off', single, true),
  ];
}

/** Row 2: everybody at once, against the same path without a database. */
async function burst(bench: Bench): Promise<Row[]> {
  const { load, scale, say } = bench;
  const count = scale.officials;
  const sign = () => load.ask<number[]>({ kind: 'sign', crowd: CROWD, count, inFlight: count });
  const runs = await interleave(scale.rounds, {
    none: measured(bench, 'none', sign),
    group: measured(bench, 'group', sign),
    single: measured(bench, 'single', sign),
  });
  const none = summarise('transport alone', runs.none);
  const group = summarise('group commit (the product)', runs.group);
  const single = summarise('one insert a signature', runs.single);
  say([`2  ${count} at once (latency: p99)`, ...[none, group, single].map(lineOf)]);
  const row = (what: string, way: Summary, off: boolean) => {
    const share = (way.rate / none.rate) * 100;
    const product = `${rateOf(way)}, p99 ${ms(way.latency)}`;
    const cells = { row: '2', what, product, baseline: rateOf(none) };
    const compared = { ratio: `${short(share)} %`, spread: rates(way) };
    return judge({ ...cells, ...compared }, share, { least: 60, unit: ' %' }, off);
  };
  return [
    row(`${short(count)} signatures at once, against the transport alone`, group, false),
    row('the same, group commit off', single, true),
  ];
}

/** Row 4: p99 of the acknowledgement at a steady rate while everybody gets the board. */
async function atRate(bench: Bench): Promise<Row[]> {
  const { load, scale, say } = bench;
  const { perSecond, officials } = scale;
  const sign = () => load.ask<number[]>({ kind: 'sign-at', crowd: CROWD, perSecond });
  const runs = await interleave(scale.rounds, {
    none: measured(bench, 'none', sign),
    group: measured(bench, 'group', sign),
    single: measured(bench, 'single', sign),
  });
  const none = summarise('transport alone', runs.none);
  const group = summarise('group commit (the product)', runs.group);
  const single = summarise('one insert a signature', runs.single);
  say([`4  ${perSecond} signatures/s (latency: p99)`, ...[none, group, single].map(lineOf)]);
  const base = none.latency ?? Number.NaN;
  const row = (what: string, way: Summary, list: Run[], off: boolean) => {
    const latencies = list.map((run) => run.latency ?? Number.NaN);
    const spread = `${short(Math.min(...latencies))} to ${short(Math.max(...latencies))} ms`;
    const value = way.latency ?? Number.NaN;
    const product = `${ms(value)} at ${short(way.rate)}/s`;
    const cells = { row: '4', what, product, baseline: ms(base), spread };
    const ratio = `${short(value / base)} x`;
    return judge({ ...cells, ratio }, value, { most: 2 * base + 100, unit: ' ms' }, off);
  };
  const what = `p99 at ${short(perSecond)} signatures/s, ${short(officials)} sockets on the board`;
  return [
    row(what, group, runs.group, false),
    row('the same, group commit off', single, runs.single, true),
  ];
}
