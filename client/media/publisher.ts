// Puts a person on air from the browser: camera, microphone and shared screen, each switched on
// and off by itself; what was on comes back after LiveKit was restarted.
import type { Room } from 'livekit-client';
import { MediaError, toMediaError } from './errors.ts';
import {
  type KeptConnection,
  keepConnected,
  type Livekit,
  type MediaAccess,
  reconnectPolicy,
} from './keep-connected.ts';
import {
  createPublisherDisplay,
  type PublisherDisplay,
  type PublisherState,
} from './publisher-state.ts';
import { createRoomWaiters, type RoomWaiters } from './room-waiters.ts';

export { MediaError, type MediaProblem } from './errors.ts';

export type { PublisherState } from './publisher-state.ts';

export interface PublisherOptions {
  access: () => Promise<MediaAccess>;
  /** Shows the own picture, muted by the page's markup. */
  preview: HTMLVideoElement;
  onState: (state: PublisherState) => void;
}

/** Every method rejects with a MediaError whose `problem` has a text on the page. */
export interface Publisher {
  startCamera(): Promise<void>;
  stopCamera(): Promise<void>;
  startScreen(): Promise<void>;
  stopScreen(): Promise<void>;
  setMicrophone(isOn: boolean): Promise<void>;
  stop(): Promise<void>;
}

type Switch = 'camera' | 'microphone' | 'screen';

/** Connects with the first thing that is switched on, never before. */
export function createPublisher(opts: PublisherOptions): Publisher {
  const display = createPublisherDisplay(opts);
  const waiters = createRoomWaiters();
  const wanted = new Set<Switch>();
  let connection: KeptConnection | undefined;

  function getRoom(): Promise<Room> {
    const room = connection?.room();
    if (room) return Promise.resolve(room);
    connection ??= openConnection({ ...opts, display, waiters, wanted });
    return waiters.next();
  }

  async function turn(which: Switch, isOn: boolean): Promise<void> {
    if (!isOn) {
      wanted.delete(which);
      const room = connection?.room();
      if (room) await flip(room, which, false);
      return;
    }
    if (!window.isSecureContext || !navigator.mediaDevices) throw new MediaError('insecure');
    await flip(await getRoom(), which, true);
    wanted.add(which);
  }

  return {
    startCamera: () => turn('camera', true),
    stopCamera: () => turn('camera', false),
    startScreen: () => turn('screen', true),
    stopScreen: () => turn('screen', false),
    setMicrophone: (isOn) => turn('microphone', isOn),
    async stop() {
      wanted.clear();
      await connection?.stop();
      connection = undefined;
      display.say('idle');
    },
  };
}

interface Desk {
  access: () => Promise<MediaAccess>;
  display: PublisherDisplay;
  waiters: RoomWaiters;
  wanted: Set<Switch>;
}

function openConnection({ access, display, waiters, wanted }: Desk): KeptConnection {
  return keepConnected({
    access,
    open: (livekit) => openRoom(livekit, display.mirror, wanted),
    onConnecting: () => display.say('connecting'),
    onConnected(room, livekit) {
      display.mirror(room, livekit);
      waiters.arrived(room);
      // A screen can't be shared again without a click.
      for (const each of ['camera', 'microphone'] as const) {
        if (wanted.has(each)) void flip(room, each, true).catch(() => wanted.delete(each));
      }
    },
    onLost: () => display.say('lost'),
  });
}

function openRoom(
  livekit: Livekit,
  mirror: (room: Room, livekit: Livekit) => void,
  wanted: Set<Switch>,
): Room {
  const { Room: RoomClass, RoomEvent, Track, VideoPresets } = livekit;
  const room = new RoomClass({
    adaptiveStream: true,
    dynacast: true,
    reconnectPolicy,
    videoCaptureDefaults: { resolution: VideoPresets.h720.resolution },
    publishDefaults: { simulcast: true, videoCodec: 'vp8' },
  });
  const again = () => mirror(room, livekit);
  room.on(RoomEvent.LocalTrackPublished, again);
  room.on(RoomEvent.LocalTrackUnpublished, (publication) => {
    // The browser's own "stop sharing" button ends a share without asking us.
    if (publication.source === Track.Source.ScreenShare) wanted.delete('screen');
    again();
  });
  room.on(RoomEvent.TrackMuted, again);
  room.on(RoomEvent.TrackUnmuted, again);
  return room;
}

async function flip(room: Room, which: Switch, isOn: boolean): Promise<void> {
  const me = room.localParticipant;
  try {
    if (which === 'camera') await me.setCameraEnabled(isOn);
    else if (which === 'microphone') await me.setMicrophoneEnabled(isOn);
    else await me.setScreenShareEnabled(isOn, { audio: false });
  } catch (cause) {
    throw toMediaError(cause);
  }
}
