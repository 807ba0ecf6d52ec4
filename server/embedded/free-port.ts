// Free ports for the services, the one used before first: a remembered port keeps addresses,
// firewall rules and the replica set's own name for itself the same from start to start.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export interface PortWish {
  host: string;
  preferred?: number | undefined;
}

// Below the ports that systems hand out for outgoing connections: one of those could be taken,
// just when it is wanted again, by any program that calls another.
const FIRST = 20_000;
const LAST = 29_999;
const TRIES = 20;

/** A TCP port that can be listened on at `host`: the preferred one when free, else any. */
export function pickTcpPort(wish: PortWish): Promise<number> {
  return pick(wish, tryTcp);
}

/** A UDP port that can be bound at `host`: the preferred one when free, else any. */
export function pickUdpPort(wish: PortWish): Promise<number> {
  return pick(wish, tryUdp);
}

async function pick(
  { host, preferred }: PortWish,
  attempt: (host: string, port: number) => Promise<number>,
): Promise<number> {
  const random = Array.from({ length: TRIES }, () => randomInt(FIRST, LAST + 1));
  for (const port of preferred ? [preferred, ...random] : random) {
    const found = await attempt(host, port).catch(() => undefined);
    if (found) return found;
  }
  return attempt(host, 0);
}

function tryTcp(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

function tryUdp(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind({ address: host, port, exclusive: true }, () => {
      const found = socket.address().port;
      socket.close(() => resolve(found));
    });
  });
}
