// A Socket.IO connection as the browser opens it: the cookies of the visit, websocket only.
import { io, type Socket } from 'socket.io-client';
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
}): ClientSocket =>
  io(options.base, {
    transports: ['websocket'],
    auth: options.auth,
    forceNew: true,
    autoConnect: false,
    timeout: CONNECT_LIMIT_MS,
    reconnectionDelayMax: 5_000,
    ...(options.cookie && { extraHeaders: { cookie: options.cookie } }),
  });

/** Connects; rejects when the server refuses the connection. */
export const connect = (socket: ClientSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      socket.off('connect', onConnect);
      socket.off('connect_error', onError);
      done();
    };
    const onConnect = () => settle(resolve);
    const onError = (error: Error) => settle(() => reject(error));
    socket.once('connect', onConnect);
    socket.once('connect_error', onError);
    socket.connect();
  });
