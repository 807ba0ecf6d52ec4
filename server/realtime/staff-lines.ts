// A line of staff ends with its sign-in: a socket outlives its cookie, and would go on hearing.
import type { PendingWork } from './pending-work.ts';
import type { IkrarServer, IkrarSocket } from './socket-server.ts';

/** What is asked of sign-ins. */
export interface SignIns {
  isCurrent(session: string): Promise<boolean>;
  /** Called with a sign-in that has ended; without one when any of them may have. */
  onEnded(listener: (session: string | undefined) => void): void;
}

const roomOf = (session: string): string => `m:${session}`;

/** Hands back what puts a new staff socket under this watch. */
export function createStaffLines(
  io: Pick<IkrarServer, 'in' | 'sockets'>,
  signIns: SignIns,
  { work, onError }: { work: Pick<PendingWork, 'add'>; onError(error: unknown): void },
) {
  const look = async (socket: IkrarSocket, session: string): Promise<void> => {
    try {
      if (!(await signIns.isCurrent(session))) socket.disconnect(true);
    } catch (error) {
      onError(error);
    }
  };
  const lookAtAll = () => {
    for (const socket of io.sockets.sockets.values()) {
      const { staff } = socket.data;
      if (staff) work.add(look(socket, staff.session));
    }
  };
  signIns.onEnded((session) => {
    if (session === undefined) lookAtAll();
    else io.in(roomOf(session)).disconnectSockets(true);
  });
  return {
    /** One that ended while the handshake was read ends now. */
    attach(socket: IkrarSocket): void {
      const { staff } = socket.data;
      if (!staff) return;
      socket.join(roomOf(staff.session));
      work.add(look(socket, staff.session));
    },
  };
}
