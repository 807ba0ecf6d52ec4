// What a connection means for presence: it is held as long as the line, while the session is open.
import type { AttendanceService } from '../attendance/index.ts';
import type { PendingWork } from './pending-work.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';

export interface PresenceServices {
  attendance: AttendanceService;
}

/** Returns what holds the presence that a new socket stands for; `work` is what a stop awaits. */
export const createHoldPresence =
  ({ attendance }: PresenceServices, work: PendingWork) =>
  async (socket: IkrarSocket, caller: SocketCaller): Promise<void> => {
    if (!caller.official) return;
    const held = await attendance.hold(caller.official, { kind: 'socket', device: caller.device });
    if (socket.connected) socket.once('disconnect', () => work.add(held.close()));
    else await held.close();
  };
