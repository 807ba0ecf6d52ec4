// The live connection to the server: one typed socket, and questions that are answered or time out.
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../server/protocol/socket-events.ts';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;
type Event = keyof ClientToServer;
type ResultOf<E extends Event> = Parameters<Parameters<ClientToServer[E]>[1]>[0];

const ANSWER_MS = 10_000;

/**
 * Opens the socket at once, over WebSocket or, where a network forbids it, by polling. It
 * reconnects by itself after 1 to 20 s, at random so that a thousand don't return at once. `auth`
 * says which page and session it is for; who is asking follows from the cookies.
 */
export function connectLive(auth: { page: string; session?: string }): LiveSocket {
  const socket: LiveSocket = io({
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth,
    reconnectionDelayMax: 20_000,
    randomizationFactor: 0.5,
  });
  socket.on('disconnect', (reason) => {
    // A server that stops says goodbye, and Socket.IO then stays away; the next one is wanted.
    if (reason === 'io server disconnect') {
      setTimeout(() => socket.connect(), 1_000 + Math.random() * 4_000);
    }
  });
  return socket;
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
