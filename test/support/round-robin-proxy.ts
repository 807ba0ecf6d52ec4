// A reverse proxy for tests: connections go in turn to the servers that answer their health check,
// as a balancer sends them. It passes bytes on and knows nothing of what is in them.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const CHECK_EVERY_MS = 500;
const CHECK_LIMIT_MS = 1_500;

export interface RoundRobinProxy {
  url: string;
  /** Resolves when exactly `count` servers are taken for well. */
  untilHealthy(count: number): Promise<void>;
  stop(): Promise<void>;
}

const isWell = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(CHECK_LIMIT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Listens on a free port of loopback; `servers` are addresses of which some may not listen yet. */
export async function startProxy(servers: () => string[]): Promise<RoundRobinProxy> {
  let healthy: string[] = [];
  let turn = 0;
  const waiting = new Set<() => void>();
  /** Both ends of each connection, with the server it leads to. */
  const open = new Map<Socket, string>();

  const check = async () => {
    const all = servers();
    const well = await Promise.all(all.map(isWell));
    healthy = all.filter((_, index) => well[index]);
    // As balancers do: who hangs on a server that is down is sent elsewhere.
    for (const [socket, target] of open) if (!healthy.includes(target)) socket.destroy();
    for (const look of waiting) look();
  };
  const timer = setInterval(() => void check(), CHECK_EVERY_MS);

  const proxy = createServer((client) => {
    const target = healthy[turn++ % Math.max(1, healthy.length)];
    if (!target) {
      client.destroy();
      return;
    }
    const { hostname, port } = new URL(target);
    const server = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.set(one, target);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo; // a TCP server's address

  return {
    url: `http://127.0.0.1:${port}`,
    untilHealthy: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (healthy.length !== count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      clearInterval(timer);
      for (const socket of open.keys()) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
