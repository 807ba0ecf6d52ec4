// Row 7: officials join with their cookies, against plain WebSockets that check the same token.
import { interleave, lineOf, type Run, summarise } from './figures.ts';
import type { Bench } from './groups.ts';
import type { Joined, LoadOrder, Prepared } from './messages.ts';
import { startServer } from './server-process.ts';
import { judge, type Row, short } from './table.ts';

const CROWD = 'joining';
const RAW = { page: 'official' } as const;

/** Everybody joins over the scale's seconds; the sockets stay under the name of `crowd`. */
export const joinOfficials = (
  { load, scale }: Bench,
  { url, cookies }: Prepared,
  crowd: string,
): Promise<Joined> =>
  load.ask<Joined>({
    kind: 'join',
    crowd,
    way: 'product',
    url,
    auth: { page: 'official' },
    cookies,
    seconds: scale.joinSeconds,
  });

/** The same with plain WebSockets. */
export const joinRaw = (
  { load, scale }: Bench,
  { raw, cookies }: Prepared,
  crowd: string,
): Promise<Joined> =>
  load.ask<Joined>({
    kind: 'join',
    crowd,
    way: 'raw',
    url: raw,
    auth: RAW,
    cookies,
    seconds: scale.joinSeconds,
  });

/** Resolves when the server has been idle for a moment: nobody's departure is paid by the next. */
export async function untilIdle({ server }: Bench): Promise<void> {
  for (let idle = 0; idle < 3; ) {
    const before = await server.ask<number>({ kind: 'cpu' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    idle = (await server.ask<number>({ kind: 'cpu' })) - before < 30_000 ? idle + 1 : 0;
  }
}

/** Row 7: nobody fails, and the CPU of a join against raw ws. */
export async function joinRows(bench: Bench): Promise<Row[]> {
  const { server, load, scale, say } = bench;
  const officials = scale.officials;
  const prepared = await server.ask<Prepared>({ kind: 'prepare', officials });
  const failures: string[] = [];
  const measured = async (join: typeof joinRaw): Promise<Run> => {
    const before = await server.ask<number>({ kind: 'cpu' });
    const from = performance.now();
    const joined = await join(bench, prepared, CROWD);
    const rate = (joined.joined / (performance.now() - from)) * 1000;
    const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / officials;
    failures.push(...joined.failures);
    await load.ask({ kind: 'leave', crowd: CROWD });
    await untilIdle(bench);
    return { rate, cpu };
  };
  const runs = await interleave(scale.longRounds, {
    raw: () => measured(joinRaw),
    product: () => measured(joinOfficials),
  });
  const base = summarise('raw ws with a token', runs.raw);
  const product = summarise('the product: presence and first frame too', runs.product);
  const when = `${short(officials)} joins in ${scale.joinSeconds} s`;
  say([`7  ${when}`, ...[base, product].map(lineOf), ...new Set(failures)]);
  const cpus = runs.product.map((run) => run.cpu);
  const ratio = product.cpu / base.cpu;
  const queued = await queueRow(bench);
  return [
    judge(
      {
        row: '7',
        what: `${when}: failed`,
        product: `${failures.length} of ${short(officials * (cpus.length + 1))}`,
        baseline: '',
        ratio: '',
        spread: '',
      },
      failures.length,
      { most: 0, unit: '' },
    ),
    judge(
      {
        row: '7',
        what: 'CPU a join against raw ws with the same token',
        product: `${short(product.cpu)} us`,
        baseline: `${short(base.cpu)} us`,
        ratio: `${short(ratio)} x`,
        spread: `${short(Math.min(...cpus))} to ${short(Math.max(...cpus))} us`,
      },
      ratio,
      { most: 2.6, unit: ' x' },
    ),
    queued,
  ];
}

/** Everybody at once, on a server that lets in as many a second as it does by default. */
async function queueRow(bench: Bench): Promise<Row> {
  const { load, scale, say } = bench;
  const environment = { ADMIT_PER_SECOND: String(scale.admitted) };
  const server = await startServer({ environment });
  try {
    const officials = scale.officials;
    const prepared = await server.ask<Prepared>({ kind: 'prepare', officials });
    const { url, cookies } = prepared;
    const auth = { page: 'official' } as const;
    const order = { kind: 'join', crowd: CROWD, way: 'queue', url, auth, cookies, seconds: 1 };
    const joined = await load.ask<Joined>(order as LoadOrder);
    const last = Math.max(...joined.took) / 1000;
    const sorted = joined.took.toSorted((a, b) => a - b);
    const half = (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) / 1000;
    say([`7  all at once, ${scale.admitted} let in a second: last after ${short(last)} s`]);
    const failed = joined.failures.length;
    const cells = {
      row: '7',
      what: `all at once, the queue lets ${scale.admitted} in a second: failed`,
      product: `${failed} of ${short(officials)}, in after ${short(half)} s (half), ${short(last)} s (last)`,
      baseline: '',
      ratio: '',
      spread: '',
    };
    return judge(cells, failed, { most: 0, unit: '' });
  } finally {
    await load.ask({ kind: 'leave', crowd: CROWD });
    await server.stop();
  }
}
