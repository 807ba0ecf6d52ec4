// Rows 5 and 6: the board to everybody, four times a second with 37 of 270 regions changed, by the
// product's whole path from the collection to the socket, against raw ws.
import { median } from './figures.ts';
import type { Bench } from './groups.ts';
import { untilIdle } from './join-rows.ts';
import type { Delivered, Joined, Prepared, SendMode, Watched } from './messages.ts';
import { openSeatMover, type SeatMover } from './move-seats.ts';
import { judge, type Row, short } from './table.ts';
import { CHANGED_REGIONS } from './watch-sending.ts';

const EVERY_MS = 250;
/** So long after the last change every frame has left and arrived. */
const LATE_MS = 1_500;
const LOOP_LIMIT_MS = 50;

interface Turn {
  /** Microseconds of the server's CPU a delivery. */
  cpu: number;
  p50: number;
  p99: number;
  blockedMs: number;
  bytes: number;
  missing: number;
}

type Turns = Record<'raw' | 'product' | 'each' | 'whole', Turn[]>;

interface BoardBench extends Bench {
  mover: SeatMover;
  /** CPU of the idle server with all these sockets, in microseconds a millisecond. */
  idleCpu: number;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const turnOf = (
  { idleCpu, scale }: BoardBench,
  watched: Watched,
  delivered: Delivered,
  tookMs: number,
): Turn => ({
  cpu: (watched.cpu - idleCpu * tookMs) / (watched.sentAt.length * scale.officials),
  p50: delivered.p50,
  p99: delivered.p99,
  blockedMs: watched.blockedMs,
  bytes: watched.bytes,
  missing: delivered.missing,
});

/** The product sends what it reads from the change stream. */
const product = async (bench: BoardBench, send: SendMode, ticks: number): Promise<Turn> => {
  const { server, load, mover } = bench;
  await load.ask({ kind: 'watch', crowd: 'watchers' });
  await server.ask({ kind: 'watch', send });
  const from = performance.now();
  for (let tick = 0; tick < ticks; tick++) {
    await mover.move();
    await wait(Math.max(0, from + (tick + 1) * EVERY_MS - performance.now()));
  }
  await wait(LATE_MS);
  await untilIdle(bench);
  const watched = await server.ask<Watched>({ kind: 'watched' });
  const tookMs = performance.now() - from;
  const delivered = await load.ask<Delivered>({ kind: 'watched', sentAt: watched.sentAt });
  return turnOf(bench, watched, delivered, tookMs);
};

const raw = async (bench: BoardBench, ticks: number, bytes: number): Promise<Turn> => {
  const { server, load } = bench;
  await load.ask({ kind: 'watch', crowd: 'raw' });
  await server.ask({ kind: 'watch', send: 'product' });
  const from = performance.now();
  const order = { kind: 'raw-frames', frames: ticks, everyMs: EVERY_MS, bytes } as const;
  const sentAt = await server.ask<number[]>(order);
  await wait(LATE_MS);
  await untilIdle(bench);
  const watched = await server.ask<Watched>({ kind: 'watched' });
  const tookMs = performance.now() - from;
  const delivered = await load.ask<Delivered>({ kind: 'watched', sentAt });
  return turnOf(bench, { ...watched, sentAt, bytes }, delivered, tookMs);
};

const idleCpuOf = async ({ server }: Bench): Promise<number> => {
  const before = await server.ask<number>({ kind: 'cpu' });
  const from = performance.now();
  await wait(3_000);
  return ((await server.ask<number>({ kind: 'cpu' })) - before) / (performance.now() - from);
};

const joinBoth = async ({ load, scale }: Bench, prepared: Prepared): Promise<void> => {
  const { url, raw: rawUrl, cookies, session } = prepared;
  const auth = { page: 'board' as const, session };
  const seconds = scale.joinSeconds;
  const crowds = [
    { crowd: 'watchers', way: 'product', url, cookies: cookies.map(() => '') },
    { crowd: 'raw', way: 'raw', url: rawUrl, cookies },
  ] as const;
  for (const crowd of crowds) {
    const joined = await load.ask<Joined>({ kind: 'join', ...crowd, auth, seconds });
    if (joined.failures.length > 0) throw new Error(joined.failures[0]);
  }
};

/** Rows 5 and 6, and the longest that the event loop stood still. */
export async function boardRows(bench: Bench): Promise<Row[]> {
  const { server, load, scale } = bench;
  const prepared = await server.ask<Prepared>({ kind: 'prepare', officials: scale.officials });
  await joinBoth(bench, prepared);
  await untilIdle(bench);
  const mover = await openSeatMover(server.mongodb, prepared.id);
  const idleCpu = await idleCpuOf(bench);
  const board = { ...bench, mover, idleCpu };
  try {
    const { bytes } = await product(board, 'product', 4);
    const turns: Turns = { raw: [], product: [], each: [], whole: [] };
    for (let round = 0; round < scale.longRounds; round++) {
      turns.raw.push(await raw(board, scale.ticks, bytes));
      turns.product.push(await product(board, 'product', scale.ticks));
      turns.each.push(await product(board, 'each', scale.ticks));
      turns.whole.push(await product(board, 'whole', scale.ticks));
    }
    return rowsOf(bench, turns, await product(board, 'uncoalesced', 2));
  } finally {
    await mover.close();
    for (const crowd of ['watchers', 'raw']) await load.ask({ kind: 'leave', crowd });
  }
}

const rowsOf = ({ scale, say }: Bench, turns: Turns, uncoalesced: Turn): Row[] => {
  const of = (way: keyof typeof turns, key: keyof Turn) => turns[way].map((turn) => turn[key]);
  const middle = (way: keyof typeof turns, key: keyof Turn) => median(of(way, key));
  const missing = [...of('product', 'missing'), ...of('raw', 'missing')].reduce((a, b) => a + b, 0);
  const line = (way: keyof typeof turns) =>
    `  ${way.padEnd(12)} ${short(middle(way, 'cpu'))} us a delivery, p50 ${short(middle(way, 'p50'))} ms, p99 ${short(middle(way, 'p99'))} ms, event loop ${short(middle(way, 'blockedMs'))} ms`;
  say([
    `5, 6  the board to ${scale.officials}, frames of ${short(middle('product', 'bytes'))} bytes, ${missing} deliveries missing`,
    ...(['raw', 'product', 'each', 'whole'] as const).map(line),
    `  uncoalesced  ${short(uncoalesced.cpu)} us a delivery, p99 ${short(uncoalesced.p99)} ms, event loop ${short(uncoalesced.blockedMs)} ms`,
  ]);
  const span = (values: number[], unit: string) =>
    `${short(Math.min(...values))} to ${short(Math.max(...values))} ${unit}`;
  const cpuRow = (what: string, values: number[], off: boolean) => {
    const value = median(values);
    const ratio = value / middle('raw', 'cpu');
    const cells = {
      row: '5',
      what,
      product: `${short(value)} us`,
      baseline: `${short(middle('raw', 'cpu'))} us`,
      ratio: `${short(ratio)} x`,
      spread: span(values, 'us'),
    };
    return judge(cells, ratio, { most: 2.2, unit: ' x' }, off);
  };
  const lateRow = (what: string, list: number[], off: boolean) => {
    const value = median(list);
    const base = middle('raw', 'p99');
    const cells = {
      row: '6',
      what,
      product: `${short(value)} ms`,
      baseline: `${short(base)} ms`,
      ratio: `${short(value / base)} x`,
      spread: span(list, 'ms'),
    };
    return judge(cells, value, { most: 250, unit: ' ms' }, off);
  };
  const loopRow = (what: string, way: 'product' | 'whole', off: boolean) => {
    const stops = of(way, 'blockedMs');
    const cells = {
      row: '6',
      what,
      product: `${short(median(stops))} ms`,
      baseline: `${short(middle('raw', 'blockedMs'))} ms`,
      ratio: '',
      spread: span(stops, 'ms'),
    };
    return judge(cells, median(stops), { most: LOOP_LIMIT_MS, unit: ' ms' }, off);
  };
  const perTick = uncoalesced.cpu * CHANGED_REGIONS;
  return [
    cpuRow('CPU a board delivery against raw ws', of('product', 'cpu'), false),
    cpuRow('the same, not coalesced: a frame for each region', [perTick], true),
    lateRow(
      `p99 of a board delivery, ${short(scale.officials)} clients, 4 a second`,
      of('product', 'p99'),
      false,
    ),
    lateRow('the same, not coalesced: a frame for each region', [uncoalesced.p99], true),
    loopRow('longest stop of the event loop in ten seconds of it', 'product', false),
    loopRow('the same, sent to all in one go', 'whole', true),
  ];
};
