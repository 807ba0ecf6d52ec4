// What a media room says of its connection, for the page that may offer a lighter way or go on as
// text: poor quality, reconnections, and silence.
import type { Room } from 'livekit-client';
import type { Livekit } from './keep-connected.ts';
import { createLineTrouble } from './line-trouble.ts';
import { watchStill } from './still-watch.ts';

export interface LineWatch {
  /** Follows a room until it ends; call it before the room connects. */
  watch(room: Room, livekit: Livekit): void;
  /** Forgets what was before, as after a choice of one's own. */
  clear(): void;
}

/** `onTrouble`: offer something lighter; `onStill`: nothing arrives any more, or it does again. */
export function createLineWatch(options: {
  onTrouble: () => void;
  onStill: (isStill: boolean) => void;
}): LineWatch {
  const trouble = createLineTrouble({
    now: () => performance.now(),
    later(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onTrouble: options.onTrouble,
  });
  return {
    watch(room, { RoomEvent, ConnectionQuality, ConnectionState }) {
      let wasConnected = false;
      room.on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant !== room.localParticipant) return;
        const isPoor = quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost;
        if (isPoor) trouble.quality('poor');
        else if (quality !== ConnectionQuality.Unknown) trouble.quality('good');
      });
      // One break is several states, from resuming to starting anew: it counts once.
      room.on(RoomEvent.ConnectionStateChanged, (state) => {
        const isConnected = state === ConnectionState.Connected;
        if (wasConnected && !isConnected && state !== ConnectionState.Disconnected) {
          trouble.reconnecting();
        }
        wasConnected = isConnected;
      });
      const stop = watchStill(room, options.onStill);
      room.once(RoomEvent.Disconnected, () => {
        stop();
        trouble.quality('good');
      });
    },
    clear: trouble.clear,
  };
}
