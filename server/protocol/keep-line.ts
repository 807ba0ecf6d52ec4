// Keeps a Socket.IO line: after a break, a failed attempt or a place in the queue it connects
// again when next-attempt.ts says so. Socket.IO's own reconnecting is switched off for it.
import type { Socket } from 'socket.io-client';
import type { AdmissionWait } from './admission.ts';
import { isServerGone, type LineEvent, nextAttempt, OWN_LINE_MS } from './next-attempt.ts';
import type { ClientToServer, ServerToClient } from './socket-events.ts';

/** Socket.IO's options that leave the reconnecting to `keepLine`. */
export const KEPT_LINE = { reconnection: false } as const;

export type LineState =
  | { kind: 'good' }
  | { kind: 'lost' }
  /** In the queue; the position is that of the last answer. */
  | { kind: 'waiting'; wait: AdmissionWait }
  /** Refused for good. */
  | { kind: 'refused'; code: string };

export interface KeepLineOptions {
  random(): number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  onState?(state: LineState): void;
}

export interface KeptLine {
  /** The network is back: tries almost at once, if the line is not good. */
  hurry(): void;
}

type Line = Socket<ServerToClient, ClientToServer>;
/** Refusals by the server carry data; a network that fails has none. */
type ConnectError = Error & { data?: unknown };

/** Keeps `socket` from now on. Whoever closes it means it: no attempt follows. */
export function keepLine(socket: Line, options: KeepLineOptions): KeptLine {
  const { random, now, onState = () => undefined } = options;
  tryOnce(socket);
  const auth = typeof socket.auth === 'function' ? {} : socket.auth;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let goneAt: number | undefined;
  let attempts = 0;
  const connectIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), ms);
  };
  const useTicket = (ticket: string | undefined) => {
    socket.auth = ticket === undefined ? auth : { ...auth, ticket };
  };
  const take = (event: LineEvent) => {
    const goneMs = goneAt === undefined ? undefined : now() - goneAt;
    const next = nextAttempt(event, { goneMs, attempts }, random);
    if (next.kind === 'never') {
      timer = undefined;
      return onState({ kind: 'refused', code: next.code });
    }
    if (next.wait) useTicket(next.wait.ticket);
    connectIn(next.inMs);
    onState(next.wait ? { kind: 'waiting', wait: next.wait } : { kind: 'lost' });
  };

  socket.on('connect', () => {
    clearTimeout(timer);
    goneAt = undefined;
    attempts = 0;
    useTicket(undefined);
    onState({ kind: 'good' });
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    if (isServerGone(reason)) goneAt = now();
    take({ kind: 'broken', reason });
  });
  socket.on('connect_error', (error: ConnectError) => {
    attempts += 1;
    take(error.data === undefined ? { kind: 'failed' } : { kind: 'refused', data: error.data });
  });
  const close = socket.disconnect.bind(socket);
  socket.close = socket.disconnect = () => {
    clearTimeout(timer);
    return close();
  };
  return {
    hurry() {
      if (!socket.connected && timer !== undefined) connectIn(random() * OWN_LINE_MS);
    },
  };
}

/**
 * Lets nobody begin an attempt while one is under way: Socket.IO would send a second handshake on
 * the same line, and the queue's refusal of it would close the line that is being let in.
 */
const tryOnce = (socket: Line): void => {
  let isTrying = socket.active;
  const end = () => {
    isTrying = false;
  };
  for (const event of ['connect', 'connect_error', 'disconnect'] as const) socket.on(event, end);
  const open = socket.connect.bind(socket);
  socket.open = socket.connect = () => {
    if (isTrying) return socket;
    isTrying = !socket.connected;
    return open();
  };
  const close = socket.disconnect.bind(socket);
  socket.close = socket.disconnect = () => {
    end();
    return close();
  };
};
