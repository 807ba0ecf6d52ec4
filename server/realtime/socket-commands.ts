// What a socket may ask for: each command with its schema, who may call it, and what it runs.
import type { AuditActor } from '../audit/index.ts';
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
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument, SessionService } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import { command, type Refuse } from './command.ts';
import type { IkrarSocket } from './gateway.ts';
import type { SocketCaller } from './socket-caller.ts';

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

const anybody = () => undefined;
const participant = (caller: SocketCaller) => {
  if (!caller.official && !caller.lectern && !caller.staff) throw new AppError('NOT_SIGNED_IN');
};
const onlyOfficial = (caller: SocketCaller) => {
  if (!caller.official) throw new AppError('NOT_SIGNED_IN');
};
const onlyStaff = (caller: SocketCaller) => {
  if (!caller.staff) throw new AppError('NOT_SIGNED_IN');
};
const staffOrReader = (caller: SocketCaller) => {
  if (!caller.staff && caller.lectern?.role !== 'reader') throw new AppError('NOT_SIGNED_IN');
};
const officialOf = (caller: SocketCaller): Registration => {
  if (!caller.official) throw new AppError('NOT_SIGNED_IN');
  return caller.official;
};
const actorOf = ({ staff, lectern }: SocketCaller, { speakers }: SessionDocument): AuditActor => {
  if (staff) return { kind: 'staff', id: staff.account, label: staff.name };
  const id = lectern?.speaker ?? '';
  return { kind: 'lectern', id, label: speakers.find(({ code }) => code === id)?.office ?? id };
};

/** Returns what puts the commands on a socket; an event that no schema knows is refused. */
export function createSocketCommands(services: CommandServices, refuse: Refuse) {
  const { live, boards, sessions, ceremony, signatures, stream } = services;
  const requireSignedIn = async ({ staff }: SocketCaller): Promise<void> => {
    if (staff && !(await services.isSignedIn(staff.session))) throw new AppError('NOT_SIGNED_IN');
  };
  const sessionOf = (caller: SocketCaller): SessionDocument => {
    const session = live.find(caller.session);
    if (!session) throw new AppError('NOT_FOUND');
    return session;
  };

  return (socket: IkrarSocket, caller: SocketCaller): void => {
    const known = {
      'board:snapshot': command(refuse, caller, {
        schema: emptyCommandSchema,
        access: anybody,
        run: () => boards.snapshot(caller.session),
      }),
      'ceremony:tick': command(refuse, caller, {
        schema: tickCommandSchema,
        access: onlyOfficial,
        run: async ({ clause }) => ({
          ticks: await ceremony.tick(officialOf(caller), sessionOf(caller), clause),
        }),
      }),
      'signature:sign': command(refuse, caller, {
        schema: signCommandSchema,
        access: onlyOfficial,
        run: ({ mark }) => signatures.sign(officialOf(caller)._id, sessionOf(caller), mark),
      }),
      'session:act': command(refuse, caller, {
        schema: actionCommandSchema,
        access: staffOrReader,
        run: async ({ action, version }) => {
          await requireSignedIn(caller);
          if (!caller.staff && !READER_ACTIONS.includes(action)) throw new AppError('FORBIDDEN');
          const { session, address } = caller;
          const seen = version === undefined ? {} : { version };
          return sessions.act({
            session,
            action,
            actor: actorOf(caller, sessionOf(caller)),
            address,
            ...seen,
          });
        },
      }),
      'livestream:access': command(refuse, caller, {
        schema: emptyCommandSchema,
        access: participant,
        run: async () => {
          const access = await stream.access(caller);
          if (!access) throw new AppError('STREAM_UNAVAILABLE');
          return access;
        },
      }),
      'presenter:toggle': command(refuse, caller, {
        schema: presenterCommandSchema,
        access: onlyStaff,
        run: async ({ on }) => {
          await requireSignedIn(caller);
          return { running: await stream.setTestPresenter(caller.session, on) };
        },
      }),
    };
    for (const [event, handler] of Object.entries(known)) {
      // The map above names every event of ClientToServer, each with its own schema.
      socket.on(event as keyof typeof known, handler);
    }
    socket.onAny((event: string, ...args: unknown[]) => {
      if (event in known) return;
      const ack = args.at(-1);
      if (typeof ack === 'function') ack(refuse(new AppError('UNKNOWN_EVENT'), caller.language));
    });
  };
}
