// This device's camera, microphone and shared screen: on or off by themselves, published as long as
// the server allows it. What is on when somebody is called goes on air with the permission, and it
// stays on, for themselves alone, when the permission ends.
import type { LocalTrack, LocalTrackPublication, Room } from 'livekit-client';
import { MediaError, toMediaError } from './errors.ts';
import type { Livekit } from './keep-connected.ts';

export const SOURCES = ['camera', 'microphone', 'screen'] as const;
export type Source = (typeof SOURCES)[number];
/** The kinds of device that can be chosen. */
export type DeviceKind = 'camera' | 'microphone';

export interface OwnState {
  /** On in this browser. */
  isOn: Record<Source, boolean>;
  /** Seen or heard by everybody. */
  isOnAir: Record<Source, boolean>;
}

/** Nothing is on. */
export const nothingOn = (): OwnState => ({
  isOn: { camera: false, microphone: false, screen: false },
  isOnAir: { camera: false, microphone: false, screen: false },
});

export interface OwnTracks {
  /** Rejects with a MediaError. */
  turn(source: Source, isOn: boolean): Promise<void>;
  /** Another device, at once when one is on. Rejects with a MediaError. */
  choose(kind: DeviceKind, deviceId: string): Promise<void>;
  track(source: Source): LocalTrack | undefined;
  /** The room to publish in; undefined while there is none. */
  use(room: Room | undefined): void;
  /** Publishes what is on and allowed; call it when permissions change. */
  sync(): void;
  stop(): void;
}

interface Own {
  load(): Promise<Livekit>;
  tracks: Map<Source, LocalTrack>;
  chosen: Map<DeviceKind, string>;
  room: Room | undefined;
}

/** Nothing is on; `load` brings the library with the first thing that is switched on. */
export function createOwnTracks(options: {
  load(): Promise<Livekit>;
  onChange(state: OwnState): void;
}): OwnTracks {
  const own: Own = {
    load: options.load,
    tracks: new Map(),
    chosen: new Map(),
    room: undefined,
  };
  let work = Promise.resolve();
  const tell = () => options.onChange(stateOf(own));
  const sync = (): void => {
    work = work.then(async () => {
      // A permission that was taken back meanwhile refuses: that is as it should be.
      for (const source of SOURCES) await publish(own, source).catch(() => undefined);
      tell();
    });
  };
  const turn = async (source: Source, isOn: boolean): Promise<void> => {
    if (isOn === own.tracks.has(source)) return;
    if (!isOn) await drop(own, source);
    else {
      const track = await open(own, source);
      // The browser's own "stop sharing", or a camera that was unplugged.
      track.mediaStreamTrack.addEventListener('ended', () => void drop(own, source).then(tell));
    }
    sync();
  };
  return {
    turn,
    async choose(kind, deviceId) {
      own.chosen.set(kind, deviceId);
      if (!own.tracks.has(kind)) return;
      await turn(kind, false);
      await turn(kind, true);
    },
    track: (source) => own.tracks.get(source),
    use(room) {
      own.room = room;
      sync();
    },
    sync,
    stop() {
      for (const track of own.tracks.values()) track.stop();
      own.tracks.clear();
      tell();
    },
  };
}

const publicationOf = (
  own: Own,
  track: LocalTrack | undefined,
): LocalTrackPublication | undefined =>
  [...(own.room?.localParticipant.trackPublications.values() ?? [])].find(
    (one) => one.track !== undefined && one.track === track,
  );

const stateOf = (own: Own): OwnState => {
  const state = nothingOn();
  for (const source of SOURCES) {
    const track = own.tracks.get(source);
    state.isOn[source] = track !== undefined;
    state.isOnAir[source] = publicationOf(own, track) !== undefined;
  }
  return state;
};

/** Of LiveKit's protocol, where a permission lists sources by number. */
const NUMBER_OF: Record<Source, number> = { camera: 1, microphone: 2, screen: 3 };

/** Whether the room lets this source be published. */
const isAllowed = (room: Room, source: Source): boolean => {
  const { permissions } = room.localParticipant;
  if (!permissions?.canPublish) return false;
  const sources: number[] = permissions.canPublishSources;
  return sources.length === 0 || sources.includes(NUMBER_OF[source]);
};

const NAME_OF = { camera: 'Camera', microphone: 'Microphone', screen: 'ScreenShare' } as const;

const publish = async (own: Own, source: Source): Promise<void> => {
  const { room } = own;
  const track = own.tracks.get(source);
  if (!room || !track || publicationOf(own, track) || !isAllowed(room, source)) return;
  const { Track } = await own.load();
  await room.localParticipant.publishTrack(track, {
    source: Track.Source[NAME_OF[source]],
    simulcast: source !== 'screen',
    videoCodec: 'vp8',
  });
};

const drop = async (own: Own, source: Source): Promise<void> => {
  const track = own.tracks.get(source);
  own.tracks.delete(source);
  if (!track) return;
  if (publicationOf(own, track)) await own.room?.localParticipant.unpublishTrack(track, false);
  track.stop();
};

const open = async (own: Own, source: Source): Promise<LocalTrack> => {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new MediaError('insecure');
  const device = source === 'screen' ? undefined : own.chosen.get(source) || undefined;
  const track = await make(source, await own.load(), device).catch((cause: unknown) => {
    throw toMediaError(cause);
  });
  own.tracks.set(source, track);
  return track;
};

const make = async (
  source: Source,
  { createLocalVideoTrack, createLocalAudioTrack, createLocalScreenTracks, VideoPresets }: Livekit,
  deviceId: string | undefined,
): Promise<LocalTrack> => {
  const device = deviceId === undefined ? {} : { deviceId };
  if (source === 'microphone') {
    const voice = { ...device, echoCancellation: true, noiseSuppression: true };
    // The library's own types of a track and of its base disagree about an absent processor.
    return createLocalAudioTrack(voice) as Promise<LocalTrack>;
  }
  if (source === 'camera') {
    return createLocalVideoTrack({ ...device, resolution: VideoPresets.h720.resolution });
  }
  const [screen] = await createLocalScreenTracks({ audio: false });
  if (!screen) throw new MediaError('unknown');
  return screen;
};
