// Socket.IO on the HTTP server: its settings, who may open a line, and as whom.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { AppError, isAppError } from '../core/app-error.ts';
import { BODY_MAX } from '../protocol/limits.ts';
import type { ClientToServer, ServerToClient } from '../protocol/socket-events.ts';
import type { Admission } from './admission.ts';
import { createFloodWatch } from './event-budget.ts';
import type { Handshake, SocketCaller } from './socket-caller.ts';

type None = Record<string, never>;
export type IkrarServer = Server<ClientToServer, ServerToClient, None, SocketCaller>;
export type IkrarSocket = Socket<ClientToServer, ServerToClient, None, SocketCaller>;

/** What is used of an Engine.IO connection, which Socket.IO does not type. */
interface RawLine {
  on(event: 'packet', listener: () => void): void;
  /** At once, what waits to be sent is dropped. */
  close(discard: true): void;
}

export interface SocketServerOptions {
  http: HttpServer;
  /** Where a handshake came from, proxies taken into account. */
  addressOf(request: IncomingMessage): string;
  /** Reads who a socket is; throws an AppError, whose code the client is told. */
  readCaller(handshake: Handshake): Promise<SocketCaller>;
  /** Lets in as many as this process can take; the others wait. */
  admission: Admission;
  /** False while nothing that a connection means could be recorded truly. */
  isClockTrusted(): boolean;
}

/** Starts Socket.IO; a socket that got through has its caller in `data`. */
export function openSocketServer(options: SocketServerOptions): IkrarServer {
  const { http, addressOf } = options;
  const io: IkrarServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: BODY_MAX,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // No cross-origin use: the browser's own origin check of plain HTTP is not applied to sockets.
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
  // Below Socket.IO: packets of every kind count, also before a line is let in.
  io.engine.on('connection', (line: RawLine) => {
    const watch = createFloodWatch(() => performance.now());
    line.on('packet', () => {
      if (watch.isFlood()) line.close(true);
    });
  });
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    admit({ auth, cookie: headers.cookie, address: addressOf(socket.request) }, options)
      .then((caller) => {
        socket.data = caller;
        next();
      })
      .catch((error) => next(refusalOf(error)));
  });
  return io;
}

/** In turn, and only while this process can tell the time. */
const admit = async (
  handshake: Handshake,
  { readCaller, admission, isClockTrusted }: SocketServerOptions,
): Promise<SocketCaller> => {
  if (!isClockTrusted()) throw new AppError('CLOCK_WRONG');
  const ended = admission.enter(handshake.auth);
  try {
    return await readCaller(handshake);
  } finally {
    ended();
  }
};

const isSameOrigin = (headers: {
  origin?: string | undefined;
  host?: string | undefined;
}): boolean => headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;

/** As the client is told: the code, and for one who waits the place. */
const refusalOf = (caught: unknown): Error => {
  const { code, params } = isAppError(caught) ? caught : new AppError('INTERNAL', {}, caught);
  return Object.assign(new Error(code), { data: { ...params, code } });
};
