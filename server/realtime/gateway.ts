// Who joins which room, and what a connection sets going. Socket.IO itself is opened in
// socket-server.ts; commands are in socket-commands.ts, what is sent in frames.ts.
import type { AttendanceService } from '../attendance/index.ts';
import type { Boards } from '../board/index.ts';
import type { TickCounts } from '../ceremony/index.ts';
import type { ClockWatch } from '../core/clock-watch.ts';
import type { Logger } from '../core/logger.ts';
import type { ControlFigures } from '../protocol/socket-events.ts';
import type { HolderMemory } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { TalkFeed } from '../talk/index.ts';
import { type Audiences, createAudiences } from './audiences.ts';
import { createEnter } from './enter.ts';
import type { FirstFrameServices } from './first-frame.ts';
import { type CallNews, createFrames, type Frames, rooms } from './frames.ts';
import { createHoldPresence } from './hold-presence.ts';
import { createOnlineCount } from './online-count.ts';
import { createPendingWork } from './pending-work.ts';
import { createPersonalFrames, type PersonalFrames } from './personal-frames.ts';
import { createRoomPresence, type RoomServices } from './room-presence.ts';
import type { SocketCaller } from './socket-caller.ts';
import {
  type IkrarServer,
  type IkrarSocket,
  openSocketServer,
  type SocketServerOptions,
} from './socket-server.ts';
import { createStaffLines, type SignIns } from './staff-lines.ts';
import { createStageLines, type StageLineOptions } from './stage-lines.ts';

/** Over all processes. */
export interface Connections {
  online: number;
  waiting: number;
}

export interface GatewayOptions extends SocketServerOptions {
  /** Puts the commands on a new socket. */
  addCommands(socket: IkrarSocket, caller: SocketCaller): void;
  event: {
    boards: Boards;
    live: LiveSessions;
    attendance: AttendanceService;
    calls: CallNews;
    talk: TalkFeed;
    clockWatch: Pick<ClockWatch, 'now'>;
    tickCounts: TickCounts;
  };
  rooms: RoomServices;
  stage: Pick<StageLineOptions, 'arrivals' | 'onChange' | 'own'> &
    Pick<FirstFrameServices, 'stageFor'>;
  /** True when an official was released since they were found. */
  holders: Pick<HolderMemory, 'hasEndedSince'>;
  signIns: SignIns;
  /** Figures of the control room beside the numbers of connections, which the gateway knows. */
  controlFigures(session: string, connections: Connections): Promise<ControlFigures>;
  /** Hands over what is to be called with a session whose control figures changed. */
  onControlNews(touch: (session: string) => void): void;
  /** The bench measures with a shorter pause between two frames. */
  frameIntervalMs?: number;
  logger: Logger;
}

export interface Gateway {
  /** Sockets of this process, by kind of page. */
  counts(): Record<SocketCaller['page'], number>;
  /** How many wait to be let into this process. */
  waiting(): number;
  /** Ends every connection; resolves when their presence is stored. */
  stop(): Promise<void>;
}

const CONTROL_PULSE_MS = 5_000;

/** Starts Socket.IO on the server. */
export function createGateway(options: GatewayOptions): Gateway {
  const { event, logger } = options;
  const io = openSocketServer(options);
  const work = createPendingWork(logger);
  const audiences = createAudiences();
  const holdPresence = createHoldPresence(event, work);
  const people = createPersonalFrames(io);
  const roomPresence = createRoomPresence(options.rooms, {
    work,
    tell: (room) => people.add(rooms.screens(room), { room: true }),
    logger,
  });
  const online = createOnlineCount(event.attendance, options.admission.waiting);
  const controlFigures = (session: string) =>
    options.controlFigures(session, online.total(session));

  const onError = (error: unknown) =>
    logger.error({ error: String(error) }, 'A frame could not be sent');
  const frames = createFrames({
    ...{ ...event, stage: options.stage },
    audiences,
    people,
    ...(options.frameIntervalMs && { intervalMs: options.frameIntervalMs }),
    now: () => performance.now(),
    controlFigures,
    onError,
  });
  const { stageFor } = options.stage;
  const enter = createEnter({ ...event, controlFigures, stageFor, audiences, frames, onError });
  const staffLines = createStaffLines(io, options.signIns, { work, onError });
  const stageLines = openStageLines(io, options.stage, { send: people.add, work, onError });

  options.onControlNews(frames.touchControl);
  io.on('connection', (socket) => {
    const caller = socket.data;
    if (hasEnded(caller, options)) {
      socket.disconnect(true);
      return;
    }
    online.add(caller);
    joinOwn(socket, caller);
    options.addCommands(socket, caller);
    work.add(holdPresence(socket, caller));
    roomPresence.attach(socket, caller);
    stageLines.attach(socket, caller);
    staffLines.attach(socket);
    work.add(enter(socket));
    socket.once('disconnect', () => online.remove(caller));
  });

  listenForPeople(io, event, people);
  const pulse = setInterval(() => {
    touchAll(audiences, frames);
    online.refresh();
  }, CONTROL_PULSE_MS);
  return {
    counts: online.byPage,
    waiting: options.admission.waiting,
    async stop() {
      clearInterval(pulse);
      frames.stop();
      event.attendance.leave();
      io.disconnectSockets(true);
      await roomPresence.stop();
      await work.done();
      await io.close();
    },
  };
}

/** Their right ended between the handshake and now. */
const hasEnded = (
  { official, foundAt = 0 }: SocketCaller,
  { holders }: Pick<GatewayOptions, 'holders'>,
): boolean => official !== undefined && holders.hasEndedSince(foundAt, official._id);

const touchAll = (
  audiences: Pick<Audiences, 'sessions'>,
  frames: Pick<Frames, 'touchControl'>,
): void => {
  for (const session of audiences.sessions('control')) frames.touchControl(session);
};

const listenForPeople = (
  io: IkrarServer,
  { talk, boards }: GatewayOptions['event'],
  people: PersonalFrames,
): void => {
  // One's own questions are told to one's own devices alone.
  talk.onOwn((registration, own) => {
    people.add(rooms.person(registration), { talk: { own } });
  });
  // A device that may no longer speak for the seat must not hold its presence either.
  boards.onHolderEnded((registration) => {
    io.in(rooms.person(registration)).disconnectSockets(true);
  });
};

const openStageLines = (
  io: IkrarServer,
  stage: GatewayOptions['stage'],
  rest: Pick<StageLineOptions, 'send' | 'work' | 'onError'>,
) =>
  createStageLines({
    ...stage,
    ...rest,
    end: (room) => io.in(room).disconnectSockets(true),
  });

/** The rooms that are this person's or this shared room's alone. */
const joinOwn = (socket: IkrarSocket, { page, official, room }: SocketCaller): void => {
  if (official) socket.join(rooms.person(official._id));
  if (page === 'room' && room) socket.join(rooms.screens(room._id));
};
