// A Socket.IO connection spoken by hand over ws: what the load needs and no more, so that five
// thousand of them cost the generator about as much as five thousand plain WebSockets.
import { WebSocket } from 'ws';
import type { SocketAuth } from '../server/protocol/socket-events.ts';

export interface LeanSocket {
  /** Called with each event frame of the server, as it came. */
  onFrame: (data: Buffer) => void;
  /** Sends an event; resolves with the acknowledgement's text, rejects when the socket ends. */
  emit(event: string, input: object): Promise<string>;
  close(): void;
}

interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

// Engine.IO's packet types, then Socket.IO's, as they stand at a message's beginning.
const PING = '2';
const CONNECTED = '40';
const EVENT = '42';
const BINARY_EVENT = '45';
const ACK = '43';
const REFUSED = '44';

const open = (url: string, cookie: string): WebSocket =>
  new WebSocket(url, { perMessageDeflate: false, ...(cookie && { headers: { cookie } }) });

/** Connects for one page; resolves with the server's first frame, rejects with a refusal's text. */
export function openLean(options: {
  url: string;
  auth: SocketAuth;
  cookie: string;
}): Promise<LeanSocket> {
  const address = `${options.url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const ws = open(address, options.cookie);
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const socket: LeanSocket = {
    onFrame: () => undefined,
    emit: (event, input) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        ws.send(`${EVENT}${last}${JSON.stringify([event, input])}`);
      }),
    close: () => ws.terminate(),
  };
  const acknowledge = (text: string) => {
    const from = text.indexOf('[');
    const id = Number(text.slice(ACK.length, from));
    waiting.get(id)?.resolve(text.slice(from));
    waiting.delete(id);
  };
  return new Promise((resolve, reject) => {
    const end = (error: Error) => {
      for (const one of waiting.values()) one.reject(error);
      reject(error);
    };
    ws.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return;
      const type = data.toString('latin1', 0, 2);
      if (type === EVENT || type === BINARY_EVENT) {
        resolve(socket);
        socket.onFrame(data);
      } else if (type === ACK) acknowledge(data.toString());
      else if (type === PING) ws.send('3');
      else if (type.startsWith('0')) ws.send(`${CONNECTED}${JSON.stringify(options.auth)}`);
      else if (type === REFUSED) end(new Error(data.toString()));
    });
    ws.once('error', end);
    ws.once('close', () => end(new Error('The socket was closed')));
  });
}

/** The same shape over a plain WebSocket; resolves with the server's first message. */
export function openRaw(url: string, cookie: string): Promise<LeanSocket> {
  const ws = open(url, cookie);
  const socket: LeanSocket = {
    onFrame: () => undefined,
    emit: () => Promise.reject(new Error('A plain socket has no events')),
    close: () => ws.terminate(),
  };
  return new Promise((resolve, reject) => {
    ws.on('message', (data: Buffer) => {
      resolve(socket);
      socket.onFrame(data);
    });
    ws.once('error', reject);
    ws.once('close', () => reject(new Error('The socket was closed')));
  });
}
