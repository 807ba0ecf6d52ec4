// What a socket may ask for: each command with its schema, who may call it, and what it runs.
import type { Boards } from '../board/index.ts';
import type { CeremonyService } from '../ceremony/index.ts';
import { AppError } from '../core/app-error.ts';
import type { SessionAction } from '../protocol/session.ts';
import {
  actionCommandSchema,
  emptyCommandSchema,
  presenterCommandSchema,
  signCommandSchema,
  tickCommandSchema,
} from '../protocol/socket-events.ts';
import type { LiveSessions, SessionService } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import {
  actorOf,
  anybody,
  officialOf,
  onlyOfficial,
  onlyStaff,
  participant,
  requireSignedIn,
  sessionOf,
  staffOrReader,
} from './caller-access.ts';
import { command, type Refuse } from './command.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';

/** Tokens of the media engine, and the built-in test presenter. */
export interface StreamCommands {
  access(caller: SocketCaller): Promise<{ url: string; token: string } | undefined>;
  setTestPresenter(session: string, on: boolean): Promise<boolean>;
}

export interface CommandServices {
  live: LiveSessions;
  boards: Boards;
  sessions: SessionService;
  ceremony: CeremonyService;
  signatures: SignatureService;
  stream: StreamCommands;
  /** False once this sign-in was ended; a socket outlives its cookie. */
  isSignedIn(staffSession: string): Promise<boolean>;
}

/** What a reader may do from the lectern; everything else is the control room's. */
const READER_ACTIONS: SessionAction[] = ['start-reading', 'next-clause', 'previous-clause'];

/** Returns what puts the commands on a socket; an event that no schema knows is refused. */
export const createSocketCommands =
  (services: CommandServices, refuse: Refuse) =>
  (socket: IkrarSocket, caller: SocketCaller): void => {
    // Together the two name every event of ClientToServer, each with its own schema.
    const known = {
      ...officialCommands(services, refuse, caller),
      ...stageCommands(services, refuse, caller),
    };
    for (const [event, handler] of Object.entries(known)) {
      socket.on(event as keyof typeof known, handler); // the keys of a record of events
    }
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event in known) return;
      const ack = args.at(-1);
      if (typeof ack === 'function') ack(refuse(new AppError('UNKNOWN_EVENT'), caller.language));
    });
  };

const officialCommands = (services: CommandServices, refuse: Refuse, caller: SocketCaller) => ({
  'board:snapshot': command(refuse, caller, {
    schema: emptyCommandSchema,
    access: anybody,
    run: () => services.boards.snapshot(caller.session),
  }),
  'ceremony:tick': command(refuse, caller, {
    schema: tickCommandSchema,
    access: onlyOfficial,
    run: async ({ clause }) => {
      const session = sessionOf(caller, services.live);
      return { ticks: await services.ceremony.tick(officialOf(caller), session, clause) };
    },
  }),
  'signature:sign': command(refuse, caller, {
    schema: signCommandSchema,
    access: onlyOfficial,
    run: ({ mark }) => {
      const session = sessionOf(caller, services.live);
      return services.signatures.sign(officialOf(caller), session, mark);
    },
  }),
});

const stageCommands = (services: CommandServices, refuse: Refuse, caller: SocketCaller) => ({
  'matrix:snapshot': command(refuse, caller, {
    schema: emptyCommandSchema,
    access: onlyStaff,
    run: async () => {
      await requireSignedIn(caller, services.isSignedIn);
      return services.boards.matrix(caller.session);
    },
  }),
  'session:act': command(refuse, caller, {
    schema: actionCommandSchema,
    access: staffOrReader,
    run: async ({ action, version }) => {
      await requireSignedIn(caller, services.isSignedIn);
      if (!caller.staff && !READER_ACTIONS.includes(action)) throw new AppError('FORBIDDEN');
      const { session, address } = caller;
      const actor = actorOf(caller, sessionOf(caller, services.live));
      const seen = version === undefined ? {} : { version };
      return services.sessions.act({ session, action, actor, address, ...seen });
    },
  }),
  'livestream:access': command(refuse, caller, {
    schema: emptyCommandSchema,
    access: participant,
    run: async () => {
      const access = await services.stream.access(caller);
      if (!access) throw new AppError('STREAM_UNAVAILABLE');
      return access;
    },
  }),
  'presenter:toggle': command(refuse, caller, {
    schema: presenterCommandSchema,
    access: onlyStaff,
    run: async ({ on }) => {
      await requireSignedIn(caller, services.isSignedIn);
      return { running: await services.stream.setTestPresenter(caller.session, on) };
    },
  }),
});
