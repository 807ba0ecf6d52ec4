// What a socket may ask for: each command with its schema, who may call it, and what it runs.
import type { Boards } from '../board/index.ts';
import type { CeremonyService } from '../ceremony/index.ts';
import { AppError } from '../core/app-error.ts';
import type { SessionAction } from '../protocol/session.ts';
import {
  actionCommandSchema,
  type ClientToServer,
  emptyCommandSchema,
  signCommandSchema,
  tickCommandSchema,
} from '../protocol/socket-events.ts';
import type { LiveSessions, SessionService } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import {
  actorOf,
  anybody,
  hostOrReader,
  officialOf,
  onlyOfficial,
  onlyStaff,
  participant,
  requireSignedIn,
  sessionOf,
} from './caller-access.ts';
import { type Command, command, createDispatch, type Refuse } from './command.ts';
import { type ControlCommandServices, controlCommands } from './control-commands.ts';
import { createEventBudget } from './event-budget.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';
import { floorCommands, type StageCommands } from './stage-commands.ts';
import { type TalkCommandServices, talkCommands } from './talk-commands.ts';

/** Tokens of the media engine, and the built-in test presenter. */
export interface StreamCommands {
  /** `seconds`: how long the token opens the room. */
  access(
    caller: SocketCaller,
  ): Promise<{ url: string; token: string; seconds: number } | undefined>;
  setTestPresenter(session: string, on: boolean): Promise<boolean>;
}

export interface CommandServices
  extends Pick<ControlCommandServices, 'audit' | 'readiness' | 'recording'> {
  live: LiveSessions;
  boards: Boards;
  sessions: SessionService;
  ceremony: CeremonyService;
  signatures: SignatureService;
  stream: StreamCommands;
  talk: TalkCommandServices['talk'];
  stage: StageCommands;
  /** False once this sign-in was ended; a socket outlives its cookie. */
  isSignedIn(staffSession: string): Promise<boolean>;
}

/** What a reader may do from the lectern; everything else is the control room's. */
const READER_ACTIONS: SessionAction[] = ['start-reading', 'next-clause', 'previous-clause'];

/** Every event of ClientToServer with its command. */
type Commands = Record<keyof ClientToServer, Command<SocketCaller>>;

/**
 * Returns what puts the commands on a socket: one listener for every event. More events than a
 * person can send are refused unread; a socket that goes on nevertheless is cut off.
 */
export function createSocketCommands(services: CommandServices, refuse: Refuse) {
  const commands: Commands = {
    ...officialCommands(services),
    ...stageCommands(services),
    ...talkCommands(services),
    ...controlCommands(services),
    ...floorCommands(services),
  };
  const dispatch = createDispatch(new Map(Object.entries(commands)), refuse);
  const tooMany: Command<SocketCaller> = async () => {
    throw new AppError('TOO_MANY_EVENTS');
  };
  const refuseAll = createDispatch({ get: () => tooMany }, refuse);
  return (socket: IkrarSocket, caller: SocketCaller): void => {
    const budget = createEventBudget(() => performance.now());
    socket.onAny((event: string, ...args: unknown[]) => {
      void (budget.take() ? dispatch : refuseAll)(event, args, caller);
    });
  };
}

const officialCommands = (services: CommandServices) => ({
  'board:snapshot': command({
    schema: emptyCommandSchema,
    access: anybody,
    run: (_, caller: SocketCaller) => services.boards.packed(caller.session),
  }),
  'ceremony:tick': command({
    schema: tickCommandSchema,
    access: onlyOfficial,
    run: ({ clause }, caller: SocketCaller) => {
      const session = sessionOf(caller, services.live);
      return services.ceremony.tick(officialOf(caller), session, clause);
    },
  }),
  'signature:sign': command({
    schema: signCommandSchema,
    access: onlyOfficial,
    run: ({ mark, madeAt }, caller: SocketCaller) => {
      const session = sessionOf(caller, services.live);
      return services.signatures.sign(officialOf(caller), session, mark, madeAt);
    },
  }),
});

const stageCommands = (services: CommandServices) => ({
  'matrix:snapshot': command({
    schema: emptyCommandSchema,
    access: onlyStaff,
    run: async (_, caller: SocketCaller) => {
      await requireSignedIn(caller, services.isSignedIn);
      return services.boards.matrix(caller.session);
    },
  }),
  'session:act': command({
    schema: actionCommandSchema,
    access: hostOrReader,
    run: async ({ action, version }, caller: SocketCaller) => {
      await requireSignedIn(caller, services.isSignedIn);
      if (!caller.staff && !READER_ACTIONS.includes(action)) throw new AppError('FORBIDDEN');
      const { session, address } = caller;
      const actor = actorOf(caller);
      const seen = version === undefined ? {} : { version };
      return services.sessions.act({ session, action, actor, address, ...seen });
    },
  }),
  'livestream:access': command({
    schema: emptyCommandSchema,
    access: participant,
    run: async (_, caller: SocketCaller) => {
      await requireSignedIn(caller, services.isSignedIn);
      const access = await services.stream.access(caller);
      if (!access) throw new AppError('STREAM_UNAVAILABLE');
      return access;
    },
  }),
});
