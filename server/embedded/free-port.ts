// Free ports for the services, the one used before first: a remembered port keeps addresses,
// firewall rules and the replica set's own name for itself the same from start to start.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export interface PortWish {
  host: string;
  preferred?: number | undefined;
}

/** A TCP port that can be listened on at `host`: the preferred one when free, else any. */
export async function pickTcpPort(wish: PortWish): Promise<number> {
  if (wish.preferred) {
    const port = await tryTcp(wish.host, wish.preferred).catch(() => undefined);
    if (port) return port;
  }
  return tryTcp(wish.host, 0);
}

/** A UDP port that can be bound at `host`: the preferred one when free, else any. */
export async function pickUdpPort(wish: PortWish): Promise<number> {
  if (wish.preferred) {
    const port = await tryUdp(wish.host, wish.preferred).catch(() => undefined);
    if (port) return port;
  }
  return tryUdp(wish.host, 0);
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
