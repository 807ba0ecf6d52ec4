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
const isWatchersRoom = (room: string): boolean => room.startsWith('b:');
const isForWatchers = ({ rooms }: Inside): boolean => [...rooms].some(isWatchersRoom);

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
    // A broadcast's inside is the package's own; only the bench looks at it.
    const inside = this as Inside;
    const send = () => (original as (...all: unknown[]) => boolean).apply(this, args);
    if (!carriesBoard(args[0], args[1]) || !isForWatchers(inside)) return send();
    // A frame that goes out in pieces comes by once for each.
    const isFirst = args[1] !== last;
    last = args[1];
    const times = mode === 'uncoalesced' ? CHANGED_REGIONS : 1;
    if (isFirst) sentAt.push(...Array.from({ length: times }, monotonicMs));
    if (mode === 'each') sendToEach(inside, args);
    else if (mode !== 'whole') for (let time = 0; time < times; time++) send();
    else if (isFirst) {
      inside.rooms = new Set([...inside.adapter.rooms.keys()].filter(isWatchersRoom));
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
