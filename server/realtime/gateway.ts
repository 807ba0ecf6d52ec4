// The only file that knows Socket.IO: who joins which room, and what a connection means for
// presence. Commands are in socket-commands.ts, what is sent in frames.ts.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { AttendanceService } from '../attendance/index.ts';
import type { Boards } from '../board/index.ts';
import { isAppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { BODY_MAX } from '../protocol/limits.ts';
import type { ClientToServer, ControlFigures, ServerToClient } from '../protocol/socket-events.ts';
import { isOpen } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { firstFrame } from './first-frame.ts';
import { createFrames, type Frames, rooms } from './frames.ts';
import type { SocketCaller } from './socket-caller.ts';

type Io = Server<ClientToServer, ServerToClient, Record<string, never>, SocketCaller>;
export type IkrarSocket = Socket<
  ClientToServer,
  ServerToClient,
  Record<string, never>,
  SocketCaller
>;

export interface GatewayOptions {
  http: HttpServer;
  /** Where a handshake came from, proxies taken into account. */
  addressOf(request: IncomingMessage): string;
  /** Reads who a socket is; throws an AppError, whose code the client is told. */
  readCaller(handshake: {
    auth: unknown;
    cookie: string | undefined;
    address: string;
  }): Promise<SocketCaller>;
  /** Puts the commands on a new socket. */
  addCommands(socket: IkrarSocket, caller: SocketCaller): void;
  event: { boards: Boards; live: LiveSessions; attendance: AttendanceService };
  /** Figures of the control room beside the number of sockets, which the gateway knows. */
  controlFigures(session: string, online: number): Promise<ControlFigures>;
  logger: Logger;
}

export interface Gateway {
  /** Sockets of this process, by kind of page. */
  counts(): Record<SocketCaller['page'], number>;
  /** Ends every connection; resolves when their presence is stored. */
  stop(): Promise<void>;
}

const CONTROL_PULSE_MS = 5_000;

/** Starts Socket.IO on the server. */
export function createGateway(options: GatewayOptions): Gateway {
  const { event, logger } = options;
  const io = openSocketServer(options);
  const work = createPendingWork(logger);
  const counts = { official: 0, board: 0, control: 0, lectern: 0 };
  const controlFigures = (session: string) => options.controlFigures(session, counts.official);

  io.on('connection', (socket) => {
    const caller = socket.data;
    counts[caller.page] += 1;
    join(socket, caller);
    options.addCommands(socket, caller);
    work.add(hold(socket, caller, event, work));
    const first = firstFrame(caller, { ...event, controlFigures });
    work.add(first.then((frame) => void socket.emit('frame', frame)));
    socket.once('disconnect', () => {
      counts[caller.page] -= 1;
    });
  });

  const frames = createFrames({
    boards: event.boards,
    live: event.live,
    send: (room, frame, except = []) => io.to(room).except(except).emit('frame', frame),
    controlFigures,
    onError: (error) => logger.error({ error: String(error) }, 'A frame could not be sent'),
  });
  // A device that may no longer speak for the seat must not hold its presence either.
  event.boards.onHolderEnded((registration) => {
    io.in(rooms.person(registration)).disconnectSockets(true);
  });
  const pulse = setInterval(() => touchControlRooms(io, frames), CONTROL_PULSE_MS);
  return {
    counts: () => ({ ...counts }),
    async stop() {
      clearInterval(pulse);
      frames.stop();
      io.disconnectSockets(true);
      await work.done();
      await io.close();
    },
  };
}

const openSocketServer = ({ http, readCaller, addressOf }: GatewayOptions): Io => {
  const io: Io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: BODY_MAX,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // No cross-origin use: the browser's own origin check of plain HTTP is not applied to sockets.
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    readCaller({ auth, cookie: headers.cookie, address: addressOf(socket.request) })
      .then((caller) => {
        socket.data = caller;
        next();
      })
      .catch((error) => next(refusalOf(error)));
  });
  return io;
};

interface PendingWork {
  add(work: Promise<void>): void;
  done(): Promise<void>;
}

/** What connections leave to be stored; a stop waits for it. */
const createPendingWork = (logger: Logger): PendingWork => {
  const pending = new Set<Promise<void>>();
  return {
    add(work) {
      const tracked = work.catch((error) =>
        logger.error({ error: String(error) }, 'Presence could not be stored'),
      );
      pending.add(tracked);
      tracked.finally(() => pending.delete(tracked));
    },
    async done() {
      await Promise.all(pending);
    },
  };
};

const join = (socket: IkrarSocket, { session, page, official }: SocketCaller): void => {
  if (page === 'official' && official) {
    const region = rooms.region(session, official.region ?? '');
    socket.join([rooms.officials(session), region, rooms.person(official._id)]);
  } else if (page === 'control') socket.join(rooms.control(session));
  else if (page === 'board') socket.join(rooms.watchers(session));
  else socket.join(rooms.officials(session));
};

/** Presence lasts as long as the connection, while the session is open. */
const hold = async (
  socket: IkrarSocket,
  caller: SocketCaller,
  { live, attendance }: GatewayOptions['event'],
  work: PendingWork,
): Promise<void> => {
  const session = live.find(caller.session);
  if (!caller.official || !session || !isOpen(session.status.session)) return;
  const interval = await attendance.open(caller.official);
  if (socket.connected) socket.once('disconnect', () => work.add(attendance.close(interval)));
  else await attendance.close(interval);
};

/** Health changes without news of the session: open control rooms ask again every few seconds. */
const touchControlRooms = (io: Io, frames: Frames): void => {
  const prefix = rooms.control('');
  for (const room of io.of('/').adapter.rooms.keys()) {
    if (room.startsWith(prefix)) frames.touchControl(room.slice(prefix.length));
  }
};

const isSameOrigin = (headers: {
  origin?: string | undefined;
  host?: string | undefined;
}): boolean => headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;

const refusalOf = (error: unknown): Error => {
  const refusal = new Error(isAppError(error) ? error.code : 'INTERNAL');
  return Object.assign(refusal, { data: { code: refusal.message } });
};
