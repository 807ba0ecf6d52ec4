// What a connection means for presence: it is held as long as the line, while the session is open.
import type { AttendanceService } from '../attendance/index.ts';
import { isOpen } from '../registrations/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { PendingWork } from './pending-work.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';

export interface PresenceServices {
  live: LiveSessions;
  attendance: AttendanceService;
}

/** Returns what holds the presence that a new socket stands for; `work` is what a stop awaits. */
export const createHoldPresence =
  ({ live, attendance }: PresenceServices, work: PendingWork) =>
  async (socket: IkrarSocket, caller: SocketCaller): Promise<void> => {
    const session = live.find(caller.session);
    if (!caller.official || !session || !isOpen(session.status.session)) return;
    const interval = await attendance.open(caller.official);
    if (socket.connected) socket.once('disconnect', () => work.add(attendance.close(interval)));
    else await attendance.close(interval);
  };
