// The live connection to the server: one typed socket, kept by keep-line.ts, and questions that
// are answered or time out.
import { io, type Socket } from 'socket.io-client';
import { KEPT_LINE, keepLine, type LineState } from '../../server/protocol/keep-line.ts';
import type {
  ClientToServer,
  ServerToClient,
  SocketAuth,
} from '../../server/protocol/socket-events.ts';
import { drawAnnouncement } from '../talk/announcement-part.ts';
import { number, text } from './page-data.ts';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;
export type { LineState } from '../../server/protocol/keep-line.ts';

type Event = keyof ClientToServer;
type ResultOf<E extends Event> = Parameters<Parameters<ClientToServer[E]>[1]>[0];

const ANSWER_MS = 10_000;

/**
 * Opens the socket at once, over WebSocket or, where a network forbids it, by polling; it comes
 * back by itself, after a server that went away spread over 20 s. `auth` says which page and
 * session it is for; who is asking follows from the cookies. `onState` hears of each change.
 */
export function connectLive(auth: SocketAuth, onState?: (state: LineState) => void): LiveSocket {
  const socket: LiveSocket = io({
    ...KEPT_LINE,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth,
  });
  const line = keepLine(socket, {
    random: Math.random,
    now: () => performance.now(),
    ...(onState && { onState }),
  });
  window.addEventListener('online', line.hurry);
  // Every page that hears anything shows what the control room announces.
  socket.on('frame', ({ talk }) => {
    if (talk?.announcement !== undefined) drawAnnouncement(talk.announcement);
  });
  return socket;
}

/** "Anda dalam antrean, urutan 1.204, sekitar 6 detik"; '' for a line that does not wait. */
export function waitingWords(state: LineState): string {
  if (state.kind !== 'waiting') return '';
  const { position, waitMs } = state.wait;
  const seconds = number(Math.max(1, Math.round(waitMs / 1000)));
  return text('inQueue', { position: number(position), seconds });
}

/** Sends a command; resolves to its answer (data or refusal), rejects when none comes in 10 s. */
export function ask<E extends Event>(
  socket: LiveSocket,
  event: E,
  input: unknown,
): Promise<ResultOf<E>> {
  return new Promise((resolve, reject) => {
    // Socket.IO cannot infer the acknowledgement of an event that is itself a type parameter.
    const untyped = socket as unknown as Socket;
    untyped.timeout(ANSWER_MS).emit(event, input, (error: Error | null, result: ResultOf<E>) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}
