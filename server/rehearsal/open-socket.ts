// A Socket.IO connection as the browser opens it: the cookies of the visit, websocket only; it
// waits its turn, and comes back after a break, as the browser's own line does.
import { io, type Socket } from 'socket.io-client';
import { refusalCode } from '../protocol/admission.ts';
import { KEPT_LINE, keepLine } from '../protocol/keep-line.ts';
import type { ClientToServer, ServerToClient, SocketAuth } from '../protocol/socket-events.ts';

export type ClientSocket = Socket<ServerToClient, ClientToServer>;

const CONNECT_LIMIT_MS = 60_000;

/**
 * Prepares a connection of its own to the site at `base` for one page; `cookie` is empty for an
 * onlooker. It connects by `connect`, and comes back by itself after a break.
 */
export const openSocket = (options: {
  base: string;
  auth: SocketAuth;
  cookie: string;
  random?: () => number;
}): ClientSocket => {
  const socket: ClientSocket = io(options.base, {
    ...KEPT_LINE,
    transports: ['websocket'],
    auth: options.auth,
    forceNew: true,
    autoConnect: false,
    timeout: CONNECT_LIMIT_MS,
    ...(options.cookie && { extraHeaders: { cookie: options.cookie } }),
  });
  keepLine(socket, { random: options.random ?? Math.random, now: () => performance.now() });
  return socket;
};

/**
 * Connects; resolves when the turn in the queue has come and the line is open, rejects when the
 * server refuses the connection for another reason, or is not there.
 */
export const connect = (socket: ClientSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      socket.off('connect', onConnect);
      socket.off('connect_error', onError);
      done();
    };
    const onConnect = () => settle(resolve);
    const onError = (error: Error & { data?: unknown }) => {
      if (refusalCode(error.data) !== 'ADMISSION_WAIT') settle(() => reject(error));
    };
    socket.on('connect', onConnect);
    socket.on('connect_error', onError);
    socket.connect();
  });
