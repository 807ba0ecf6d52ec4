// Notes when the server under test begins to send each board frame, and can switch off what makes
// that cheap. Only in the bench's child: the product knows nothing of it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Server } from 'socket.io';
import type { SendMode, Watched } from './messages.ts';
import { monotonicMs } from './monotonic.ts';

/** How many regions change in a tick of the bench's board; uncoalesced, each is a frame. */
export const CHANGED_REGIONS = 37;

type Emit = ReturnType<Server['to']>['emit'];
/** What a broadcast holds inside; read here only, to send it another way. */
interface Inside {
  rooms: Set<string>;
  adapter: {
    rooms: Map<string, Set<string>>;
    nsp: { sockets: Map<string, { emit: (...args: unknown[]) => void }> };
  };
}

const carriesBoard = (event: unknown, frame: unknown): boolean =>
  event === 'frame' && typeof frame === 'object' && frame !== null && 'board' in frame;
/** The board's watchers; control rooms get the board too, in frames of their own. */
const isForWatchers = ({ rooms }: Inside): boolean =>
  [...rooms].some((one) => one.startsWith('b:'));

const sendToEach = ({ rooms, adapter }: Inside, args: unknown[]): void => {
  for (const room of rooms) {
    for (const id of adapter.rooms.get(room) ?? []) adapter.nsp.sockets.get(id)?.emit(...args);
  }
};

export interface SendingWatch {
  start(send: SendMode): void;
  read(): Watched;
}

/** Puts itself between the product and Socket.IO's broadcast. */
export function watchSending(cpu: () => number): SendingWatch {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  // The package does not export the class of what `to` returns.
  const operator = Object.getPrototypeOf(new Server().to('')) as { emit: Emit };
  const original = operator.emit;
  let mode: SendMode = 'product';
  let sentAt: number[] = [];
  let last: unknown;
  let cpuBefore = 0;
  operator.emit = function emit(this: unknown, ...args: unknown[]): boolean {
    const send = () => (original as (...all: unknown[]) => boolean).apply(this, args);
    if (!carriesBoard(args[0], args[1]) || !isForWatchers(this as Inside)) return send();
    // A broadcast in chunks sends one frame several times.
    const isChunk = args[1] === last;
    last = args[1];
    if (!isChunk) sentAt.push(monotonicMs());
    if (mode === 'each') sendToEach(this as Inside, args);
    else send();
    if (mode !== 'uncoalesced' || isChunk) return true;
    for (let region = 1; region < CHANGED_REGIONS; region++) {
      sentAt.push(monotonicMs());
      send();
    }
    return true;
  } as Emit;
  return {
    start(send) {
      mode = send;
      sentAt = [];
      cpuBefore = cpu();
      loop.reset();
    },
    read() {
      const bytes = Buffer.byteLength(JSON.stringify(['frame', last])) + 2;
      const watched = { sentAt, bytes, blockedMs: loop.max / 1e6, cpu: cpu() - cpuBefore };
      mode = 'product';
      return watched;
    },
  };
}
