// The baselines of joining and of the board: a plain WebSocket server that checks the same cookie,
// greets, and sends one frame, serialised once, to everybody.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseCookie } from 'cookie';
// What Socket.IO itself stands on, so that both sides pay for the same frames.
import { WebSocketServer } from 'ws';
import { COOKIES, type VisitorTokens } from '../server/http/visitor.ts';
import { monotonicMs } from './monotonic.ts';

export interface RawServer {
  url: string;
  /** Sends `frames` frames of `bytes` bytes, one each `everyMs`; resolves with their moments. */
  broadcast(frames: number, everyMs: number, bytes: number): Promise<number[]>;
}

/** Listens on a free port of loopback. */
export async function listenRaw(tokens: VisitorTokens): Promise<RawServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => {
    const cookies = parseCookie(request.headers.cookie ?? '');
    if (!tokens.official.read(cookies[COOKIES.official])) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => client.send('{"ok":true}'));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo; // a TCP server's address
  return {
    url: `ws://127.0.0.1:${port}`,
    async broadcast(frames, everyMs, bytes) {
      const sentAt: number[] = [];
      for (let frame = 0; frame < frames; frame++) {
        const due = (sentAt[0] ?? monotonicMs()) + frame * everyMs;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - monotonicMs())));
        const payload = Buffer.alloc(bytes, 'x');
        sentAt.push(monotonicMs());
        for (const client of sockets.clients) client.send(payload, { binary: false });
      }
      return sentAt;
    },
  };
}

/** Serves `body` with `headers` to every request by node:http alone; resolves with the address. */
export async function serveSame(
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<string> {
  const http = createServer((_request, response) => {
    response.writeHead(200, { ...headers, 'content-length': body.byteLength });
    response.end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo; // a TCP server's address
  return `http://127.0.0.1:${port}/`;
}
