// How a socket begins to hear: its first frame, then the room of all who hear the same.
import type { Frame } from '../protocol/socket-events.ts';
import type { Audience, Audiences } from './audiences.ts';
import { type FirstFrameServices, firstFrame } from './first-frame.ts';
import type { Frames } from './frames.ts';
import type { SocketCaller } from './socket-caller.ts';
import type { IkrarSocket } from './socket-server.ts';

export interface EnterServices extends FirstFrameServices {
  audiences: Audiences;
  frames: Pick<Frames, 'touchStaff'>;
  onError(error: unknown): void;
}

/**
 * Sends a new socket its first frame; only with it does the socket begin to hear what is new, so
 * that no frame comes before it. One whose first frame fails hears what follows nevertheless.
 */
export const createEnter =
  (services: EnterServices) =>
  async (socket: IkrarSocket): Promise<void> => {
    const caller = socket.data;
    const { audiences, frames, onError } = services;
    const first = await firstFrame(caller, services).catch((error): Frame => {
      onError(error);
      return {};
    });
    if (!socket.connected) return;
    socket.emit('frame', first);
    const name = audiences.join(audienceOf(caller));
    socket.join(name);
    socket.once('disconnect', () => audiences.leave(name));
    // Of what was asked for staff something may have changed while the board was read.
    if (caller.staff) frames.touchStaff(caller.session);
  };

const audienceOf = ({ session, page, official, room }: SocketCaller): Audience => {
  const own = official ?? room;
  if (own) return { session, kind: 'region', region: own.region ?? '' };
  const isWatcher = page === 'board' || page === 'control' || page === 'matrix';
  return { session, kind: isWatcher ? page : 'guest' };
};
