// The baseline of joining: a plain WebSocket server that checks the same cookie and greets.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseCookie } from 'cookie';
// What Socket.IO itself stands on, so that both sides pay for the same frames.
import { WebSocketServer } from 'ws';
import { COOKIES, type VisitorTokens } from '../server/http/visitor.ts';

/** Listens on a free port of loopback; resolves with its address. */
export async function listenRaw(tokens: VisitorTokens): Promise<string> {
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
  return `ws://127.0.0.1:${port}`;
}
