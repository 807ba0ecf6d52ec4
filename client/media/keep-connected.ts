// Holds one connection to the media room for as long as it is wanted: has a valid token at hand at all
// times, and comes back by itself when LiveKit was restarted.
import type { ReconnectPolicy, Room } from 'livekit-client';
import { pauseBefore } from '../../server/protocol/back-off.ts';
import { createTokenKeeper, type MediaAccess } from './token-keeper.ts';

export type { MediaAccess } from './token-keeper.ts';

export type Livekit = typeof import('livekit-client');

export interface ConnectionWishes {
  /** Asks the server for a fresh token; may reject while the stream is down. */
  access: () => Promise<MediaAccess>;
  /** Makes the room and its listeners; called for every attempt. */
  open: (livekit: Livekit) => Room;
  onConnecting: () => void;
  onConnected: (room: Room, livekit: Livekit) => void;
  onLost: () => void;
}

export interface KeptConnection {
  room(): Room | undefined;
  stop(): Promise<void>;
}

/** LiveKit's own attempts are few: after them a fresh token is asked for. */
export const reconnectPolicy: ReconnectPolicy = {
  nextRetryDelayInMs: ({ retryCount }) =>
    retryCount < 4 ? pauseBefore(retryCount, Math.random) / 2 : null,
};

/** Starts at once. The library is loaded with the first attempt only. */
export function keepConnected(wishes: ConnectionWishes): KeptConnection {
  let isWanted = true;
  let current: Room | undefined;
  let failures = 0;
  let wake = () => {};
  const tokens = createTokenKeeper({
    ask: wishes.access,
    now: () => performance.now(),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });

  async function attempt(): Promise<void> {
    wishes.onConnecting();
    const livekit = await import('livekit-client');
    const { url, token } = await tokens.fresh();
    if (!isWanted) return;
    const room = wishes.open(livekit);
    const over = new Promise<void>((resolve) => {
      room.once(livekit.RoomEvent.Disconnected, () => resolve());
    });
    try {
      // Each side subscribes to what it shows; nothing comes unasked.
      await room.connect(url, token, { autoSubscribe: false });
      if (!isWanted) return;
      failures = 0;
      current = room;
      wishes.onConnected(room, livekit);
      await over;
    } finally {
      current = undefined;
      await room.disconnect();
    }
  }

  async function run(): Promise<void> {
    while (isWanted) {
      await attempt().catch(() => undefined);
      if (!isWanted) return;
      wishes.onLost();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseBefore(failures, Math.random));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      failures += 1;
    }
  }

  // A device that has its network back need not wait for the pause to end.
  const onOnline = () => wake();
  window.addEventListener('online', onOnline);
  const running = run();
  return {
    room: () => current,
    async stop() {
      isWanted = false;
      window.removeEventListener('online', onOnline);
      tokens.stop();
      wake();
      await current?.disconnect();
      await running;
    },
  };
}
