// Watches a session's broadcast: the shared screen when there is one, else the camera, with the
// sound of everybody on stage; or the sound alone on a weak network.
import type { RemoteTrack, RemoteTrackPublication, Room } from 'livekit-client';
import {
  keepConnected,
  type Livekit,
  type MediaAccess,
  reconnectPolicy,
} from './keep-connected.ts';
import { createLineWatch } from './line-watch.ts';

export type ViewerState = 'connecting' | 'waiting' | 'playing' | 'lost';
export type ViewerMode = 'video' | 'audio';

export interface ViewerOptions {
  access: () => Promise<MediaAccess>;
  video: HTMLVideoElement;
  /** Whether sound is wanted at all. */
  audio: boolean;
  mode: ViewerMode;
  onState: (state: ViewerState) => void;
  /** The browser wants a click before it plays sound: offer one that calls `resumeAudio`. */
  onNeedsGesture?: (isNeeded: boolean) => void;
  /** The line is bad enough to offer something lighter. */
  onTrouble?: () => void;
}

export interface Viewer {
  /** 'audio' stops receiving pictures, for a weak network. */
  setMode(mode: ViewerMode): void;
  /** Call it from a click. */
  resumeAudio(): Promise<void>;
  stop(): Promise<void>;
}

/** Connects at once and stays connected until stopped; `waiting` means nobody is on air. */
export function connectViewer(opts: ViewerOptions): Viewer {
  let mode = opts.mode;
  const show = createPicture(opts.video);
  let told: ViewerState | undefined;
  /** Nothing arrives though it should. */
  let isStill = false;
  const tell = (state: ViewerState) => {
    if (state !== told) opts.onState(state);
    told = state;
  };
  const line = createLineWatch({
    onTrouble: () => opts.onTrouble?.(),
    onStill(next) {
      isStill = next;
      again();
    },
  });

  function refresh(room: Room, livekit: Livekit): void {
    const wanted = mode === 'video' ? pickPicture(room, livekit) : undefined;
    for (const publication of publicationsOf(room)) {
      if (publication.kind === 'audio') publication.setSubscribed(opts.audio);
      else publication.setSubscribed(publication === wanted);
    }
    show(wanted?.track);
    const sounds = publicationsOf(room).filter((each) => each.kind === 'audio');
    const isOnAir =
      wanted?.track !== undefined || sounds.some((each) => each.track && !each.isMuted);
    if (isStill) tell('lost');
    else tell(isOnAir ? 'playing' : 'waiting');
  }

  /** Loaded long ago when there is a room: this gives the same module at once. */
  const again = (): void => {
    const room = connection.room();
    if (room) void import('livekit-client').then((livekit) => refresh(room, livekit));
  };

  const connection = keepConnected({
    access: opts.access,
    open(livekit) {
      const room = new livekit.Room({ adaptiveStream: true, dynacast: true, reconnectPolicy });
      isStill = false;
      listen(room, livekit, () => refresh(room, livekit));
      room.on(livekit.RoomEvent.Reconnecting, () => tell('lost'));
      listenToSound(room, livekit, opts);
      line.watch(room, livekit);
      return room;
    },
    onConnecting: () => tell('connecting'),
    onConnected: refresh,
    onLost() {
      show(undefined);
      tell('lost');
    },
  });

  return {
    setMode(next) {
      mode = next;
      line.clear();
      again();
    },
    async resumeAudio() {
      await connection.room()?.startAudio();
    },
    async stop() {
      show(undefined);
      await connection.stop();
    },
  };
}

/** Shows one track at a time in the page's video. */
function createPicture(video: HTMLVideoElement): (track: RemoteTrack | undefined) => void {
  let shown: RemoteTrack | undefined;
  return (track) => {
    if (track === shown) return;
    shown?.detach(video);
    shown = track;
    track?.attach(video);
  };
}

function publicationsOf(room: Room): RemoteTrackPublication[] {
  return [...room.remoteParticipants.values()].flatMap((each) => [
    ...each.trackPublications.values(),
  ]);
}

/** The shared screen when there is one, else a camera that is on. */
function pickPicture(room: Room, { Track }: Livekit): RemoteTrackPublication | undefined {
  const pictures = publicationsOf(room).filter((each) => each.kind === 'video' && !each.isMuted);
  return (
    pictures.find((each) => each.source === Track.Source.ScreenShare) ??
    pictures.find((each) => each.source === Track.Source.Camera)
  );
}

function listen(room: Room, { RoomEvent }: Livekit, again: () => void): void {
  const events = [
    RoomEvent.TrackPublished,
    RoomEvent.TrackUnpublished,
    RoomEvent.TrackSubscribed,
    RoomEvent.TrackUnsubscribed,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.Reconnected,
  ] as const;
  for (const event of events) room.on(event, again);
}

/** Sound plays through elements of its own, which leave with their tracks. */
function listenToSound(room: Room, { RoomEvent }: Livekit, opts: ViewerOptions): void {
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind === 'audio') document.body.append(track.attach());
  });
  room.on(RoomEvent.TrackUnsubscribed, (track) => {
    if (track.kind === 'audio') for (const element of track.detach()) element.remove();
  });
  room.on(RoomEvent.AudioPlaybackStatusChanged, () => {
    opts.onNeedsGesture?.(!room.canPlaybackAudio);
  });
}
