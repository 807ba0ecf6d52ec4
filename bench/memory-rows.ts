// Row 10: what an idle attendee costs in memory: how much a fresh server grows from nobody to
// everybody connected, presence, board and ticks included; and plain WebSockets beside it.
import { median } from './figures.ts';
import type { Bench } from './groups.ts';
import { joinOfficials, joinRaw, untilIdle } from './join-rows.ts';
import type { Prepared } from './messages.ts';
import { startServer } from './server-process.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

const KIB = 1024;
const CROWD = 'idle';
/** Joins and leaves of so many come first: code and pools that everybody shares are there. */
const WARM = 200;

interface Memory {
  rss: number;
  heap: number;
}

/** KiB a connection in a fresh server. */
async function growthOf(bench: Bench, join: typeof joinRaw): Promise<Memory> {
  const server = await startServer();
  const own = { ...bench, server };
  const { load, scale } = bench;
  try {
    const prepared = await server.ask<Prepared>({ kind: 'prepare', officials: scale.officials });
    const some = { ...prepared, cookies: prepared.cookies.slice(0, WARM) };
    await join({ ...own, scale: { ...scale, joinSeconds: 1 } }, some, CROWD);
    await load.ask({ kind: 'leave', crowd: CROWD });
    await untilIdle(own);
    const before = await server.ask<Memory>({ kind: 'memory' });
    const { joined } = await join(own, prepared, CROWD);
    await untilIdle(own);
    const after = await server.ask<Memory>({ kind: 'memory' });
    const each = (key: keyof Memory) => (after[key] - before[key]) / joined / KIB;
    return { rss: each('rss'), heap: each('heap') };
  } finally {
    await load.ask({ kind: 'leave', crowd: CROWD });
    await server.stop();
  }
}

/** Row 10. */
export async function memoryRows(bench: Bench): Promise<Row[]> {
  const { scale, say } = bench;
  const product: Memory[] = [];
  const raw: Memory[] = [];
  for (let round = 0; round < scale.memoryRounds; round++) {
    raw.push(await growthOf(bench, joinRaw));
    product.push(await growthOf(bench, joinOfficials));
  }
  const middle = (list: Memory[], key: keyof Memory) => median(list.map((one) => one[key]));
  const line = (name: string, list: Memory[]) =>
    `  ${name}: resident ${short(middle(list, 'rss'))} KiB, heap ${short(middle(list, 'heap'))} KiB`;
  say(['10  memory an idle attendee', line('product', product), line('raw ws', raw)]);
  // Resident memory has slack that a start left behind; the heap knows nothing of the kernel's.
  const most = ({ rss, heap }: Memory) => Math.max(rss, heap);
  const value = median(product.map(most));
  const base = median(raw.map(most));
  const cells = {
    row: '10',
    what: `memory for each of ${short(scale.officials)} idle attendees (heap ${short(middle(product, 'heap'))} KiB)`,
    product: `${short(value)} KiB`,
    baseline: `${short(base)} KiB`,
    ratio: `${short(value / base)} x`,
    spread: `${spreadOf(product.map(most))} KiB`,
  };
  return [judge(cells, value, { most: 40, unit: ' KiB' })];
}
