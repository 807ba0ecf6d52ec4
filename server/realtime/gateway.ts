// The only file that knows Socket.IO: who joins which room, and what a connection means for
// presence. Commands are in socket-commands.ts, what is sent in frames.ts.
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { AttendanceService } from '../attendance/index.ts';
import type { Boards } from '../board/index.ts';
import { isAppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { BODY_MAX } from '../protocol/limits.ts';
import type {
  ClientToServer,
  ControlFigures,
  Frame,
  ServerToClient,
} from '../protocol/socket-events.ts';
import { isOpen } from '../registrations/index.ts';
import { type LiveSessions, statusOf } from '../sessions/index.ts';
import { createFrames, rooms } from './frames.ts';
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
  touchControl(session: string): void;
  /** Ends this official's other connections, as after a PIN reset. */
  stop(): Promise<void>;
}

const CONTROL_PULSE_MS = 5_000;

const join = (socket: IkrarSocket, caller: SocketCaller): void => {
  const { session, page, official } = caller;
  if (page === 'official' && official) {
    socket.join([rooms.officials(session), rooms.region(session, official.region ?? '')]);
  } else if (page === 'control') socket.join(rooms.control(session));
  else if (page === 'board') socket.join(rooms.watchers(session));
  else socket.join(rooms.officials(session));
};

/** Starts Socket.IO on the server. */
export function createGateway(options: GatewayOptions): Gateway {
  const { event, logger } = options;
  const io: Io = new Server(options.http, {
    serveClient: false,
    maxHttpBufferSize: BODY_MAX,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // No cross-origin use: the browser's own origin check of plain HTTP is not applied to sockets.
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers)),
  });
  const pending = new Set<Promise<void>>();
  const track = (work: Promise<void>) => {
    const tracked = work.catch((error) =>
      logger.error({ error: String(error) }, 'Presence could not be stored'),
    );
    pending.add(tracked);
    tracked.finally(() => pending.delete(tracked));
  };
  const counts = { official: 0, board: 0, control: 0, lectern: 0 };

  io.use((socket, next) => {
    const { auth, headers, address } = socket.handshake;
    options
      .readCaller({ auth, cookie: headers.cookie, address })
      .then((caller) => {
        socket.data = caller;
        next();
      })
      .catch((error) => next(refusalOf(error)));
  });

  const firstFrame = async (caller: SocketCaller): Promise<Frame> => {
    const { session: id, page, official } = caller;
    const session = event.live.find(id);
    const frame: Frame = session ? { status: statusOf(session) } : {};
    const board = await event.boards.snapshot(id);
    frame.national = board.counters;
    if (official) frame.region = await event.boards.delegation(id, official.region);
    const tile = board.rows.find(([code]) => code === official?.region);
    if (tile) frame.tile = tile;
    if (page === 'control') frame.control = await figures(id);
    return frame;
  };
  const figures = (session: string) => options.controlFigures(session, counts.official);

  /** Presence lasts as long as the connection, while the session is open. */
  const hold = async (socket: IkrarSocket, caller: SocketCaller): Promise<void> => {
    const session = event.live.find(caller.session);
    if (!caller.official || !session || !isOpen(session.status.session)) return;
    const interval = await event.attendance.open(caller.official);
    if (socket.connected) socket.once('disconnect', () => track(event.attendance.close(interval)));
    else await event.attendance.close(interval);
  };

  io.on('connection', (socket) => {
    const caller = socket.data;
    counts[caller.page] += 1;
    join(socket, caller);
    options.addCommands(socket, caller);
    track(hold(socket, caller));
    track(firstFrame(caller).then((frame) => void socket.emit('frame', frame)));
    socket.once('disconnect', () => {
      counts[caller.page] -= 1;
    });
  });

  const frames = createFrames({
    boards: event.boards,
    live: event.live,
    send: (room, frame, except = []) => io.to(room).except(except).emit('frame', frame),
    controlFigures: figures,
    onError: (error) => logger.error({ error: String(error) }, 'A frame could not be sent'),
  });

  // Health changes without news of the session: open control rooms ask again every few seconds.
  const prefix = rooms.control('');
  const pulse = setInterval(() => {
    for (const room of io.of('/').adapter.rooms.keys()) {
      if (room.startsWith(prefix)) frames.touchControl(room.slice(prefix.length));
    }
  }, CONTROL_PULSE_MS);

  return {
    counts: () => ({ ...counts }),
    touchControl: frames.touchControl,
    async stop() {
      clearInterval(pulse);
      frames.stop();
      io.disconnectSockets(true);
      await Promise.all(pending);
      await io.close();
    },
  };
}

const isSameOrigin = (headers: {
  origin?: string | undefined;
  host?: string | undefined;
}): boolean => headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;

const refusalOf = (error: unknown): Error => {
  const refusal = new Error(isAppError(error) ? error.code : 'INTERNAL');
  return Object.assign(refusal, { data: { code: refusal.message } });
};
