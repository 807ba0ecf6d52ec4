// Row 7: officials join with their cookies, against plain WebSockets that check the same token.
import { joinAll, joinRaw } from './crowd.ts';
import { interleave, lineOf, type Run, summarise, verdict } from './figures.ts';
import type { Prepared } from './messages.ts';
import type { ServerUnderTest } from './server-process.ts';

/** `seconds` is the time over which everybody arrives. */
export async function joining(
  server: ServerUnderTest,
  { url, raw, cookies }: Prepared,
  seconds: number,
  rounds: number,
): Promise<string[]> {
  let failed = 0;
  const measured = async (work: () => Promise<() => void>): Promise<Run> => {
    const before = await server.ask<number>({ kind: 'cpu' });
    const from = performance.now();
    const leave = await work();
    const rate = (cookies.length / (performance.now() - from)) * 1000;
    const cpu = ((await server.ask<number>({ kind: 'cpu' })) - before) / cookies.length;
    leave();
    await settled(server);
    return { rate, cpu };
  };
  const runs = await interleave(rounds, {
    raw: () =>
      measured(async () => {
        const sockets = await joinRaw(raw, cookies, seconds);
        return () => {
          for (const socket of sockets) socket.terminate();
        };
      }),
    product: () =>
      measured(async () => {
        const joined = await joinAll(url, cookies, seconds);
        failed += joined.failed;
        return () => {
          for (const socket of joined.sockets) socket.disconnect();
        };
      }),
  });
  const base = summarise('raw ws with a token', runs.raw);
  const product = summarise('the product: presence and first frame too', runs.product);
  return [
    `7  ${cookies.length} joins in ${seconds} s`,
    ...[base, product].map(lineOf),
    verdict('failed', failed, 0, true),
    verdict('CPU a join against raw ws', product.cpu / base.cpu, 2.6, true),
  ];
}

/** Resolves when the server has been idle for a moment: nobody's departure is paid by the next. */
const settled = async (server: ServerUnderTest): Promise<void> => {
  for (let idle = 0; idle < 3; ) {
    const before = await server.ask<number>({ kind: 'cpu' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    idle = (await server.ask<number>({ kind: 'cpu' })) - before < 15_000 ? idle + 1 : 0;
  }
};
