// The stage on a page: one connection that shows what is published where it belongs, with the sound
// of everybody on stage, and puts this device on air when the server allows it.
import type { LocalTrack, RemoteTrack, RemoteTrackPublication, Room } from 'livekit-client';
import type { StageView } from '../../server/protocol/stage.ts';
import { type Arrangement, arrange, type Picture, SLOTS, type Slot } from './arrange.ts';
import {
  keepConnected,
  type Livekit,
  type MediaAccess,
  reconnectPolicy,
} from './keep-connected.ts';
import { createLineWatch, type LineWatch } from './line-watch.ts';
import { createOwnTracks, type OwnState, type OwnTracks } from './own-tracks.ts';
import { listen, listenToSound } from './room-events.ts';

export type StageRoomState = 'connecting' | 'waiting' | 'playing' | 'lost';
/** 'audio' receives no picture. */
export type StageRoomMode = 'video' | 'audio';

export interface StageRoomOptions {
  access: () => Promise<MediaAccess>;
  /** The page's windows; one that a page lacks is never received. */
  videos: Partial<Record<Slot, HTMLVideoElement>>;
  mode: StageRoomMode;
  /** False: nothing is heard here. */
  hears?: boolean;
  /** Who of the stage looks at this page. */
  self?: string;
  onState(state: StageRoomState): void;
  /** Which windows have a picture now. */
  onArranged(shown: Arrangement): void;
  /** What this device shows and says, and its own picture. */
  onOwn?(state: OwnState, camera: LocalTrack | undefined): void;
  /** The browser wants a click before it plays sound: offer one that calls `resumeAudio`. */
  onNeedsGesture?(isNeeded: boolean): void;
  /** The line is bad enough to offer something lighter. */
  onTrouble?(): void;
}

export interface StageRoom {
  setView(view: StageView | undefined): void;
  setMode(mode: StageRoomMode): void;
  /** What this device shows and says; published as long as it is allowed. */
  own: OwnTracks;
  /** Call it from a click. */
  resumeAudio(): Promise<void>;
  stop(): Promise<void>;
}

/** Connects at once and stays connected until stopped. */
export function connectStage(options: StageRoomOptions): StageRoom {
  const load = () => import('livekit-client');
  const own: OwnTracks = createOwnTracks({
    load,
    onChange: (state) => options.onOwn?.(state, own.track('camera')),
  });
  const windows = createWindows(options.videos);
  const tell = once(options.onState);
  const { mode, hears = true } = options;
  const scene: Scene = { view: undefined, mode, hears, self: options.self, isStill: false };
  const line: LineWatch = createLineWatch({
    onTrouble: () => options.onTrouble?.(),
    onStill: (isStill) => change({ isStill }),
  });
  const refresh = (room: Room): void => {
    const { shown, state } = drawScene(room, scene, windows);
    options.onArranged(shown);
    tell(state);
  };
  const connection = keepConnected({
    access: options.access,
    open(livekit) {
      const room = openRoom(livekit);
      scene.isStill = false;
      line.watch(room, livekit);
      listen(room, livekit, { again: () => refresh(room), own, lost: () => tell('lost') });
      listenToSound(room, livekit, (isNeeded) => options.onNeedsGesture?.(isNeeded));
      return room;
    },
    onConnecting: () => tell('connecting'),
    onConnected(room) {
      refresh(room);
      own.use(room);
    },
    onLost() {
      own.use(undefined);
      windows.clear();
      options.onArranged({});
      tell('lost');
    },
  });
  const change = (next: Partial<Scene>): void => {
    Object.assign(scene, next);
    const room = connection.room();
    if (room) refresh(room);
  };
  return {
    own,
    setView: (view) => change({ view }),
    setMode(next) {
      line.clear();
      change({ mode: next });
    },
    async resumeAudio() {
      await connection.room()?.startAudio();
    },
    async stop() {
      own.stop();
      windows.clear();
      await connection.stop();
    },
  };
}

interface Scene {
  view: StageView | undefined;
  mode: StageRoomMode;
  hears: boolean;
  self: string | undefined;
  /** Nothing arrives though it should. */
  isStill: boolean;
}

/** Tells what is not the same as before. */
const once = <T>(tell: (value: T) => void): ((value: T) => void) => {
  let told: T | undefined;
  return (value) => {
    if (value !== told) tell(value);
    told = value;
  };
};

/** Subscribes to what is shown and to all that is said, and puts each picture into its window. */
const drawScene = (
  room: Room,
  { view, mode, hears, self, isStill }: Scene,
  windows: ReturnType<typeof createWindows>,
): { shown: Arrangement; state: StageRoomState } => {
  const all = publicationsOf(room);
  const pictures = all.filter(({ publication }) => isPicture(publication));
  const seen = pictures.map(({ picture }) => picture);
  const shown = mode === 'video' ? arrange(seen, view, self) : {};
  const slots = new Map<Slot, RemoteTrackPublication>();
  for (const slot of SLOTS) {
    const found = pictures.find(({ picture }) => isSame(picture, shown[slot]));
    if (found && windows.has(slot)) slots.set(slot, found.publication);
  }
  const subscribed = [...slots.values()];
  for (const { publication } of all) {
    const isWanted = publication.kind === 'audio' ? hears : subscribed.includes(publication);
    publication.setSubscribed(isWanted);
  }
  for (const slot of SLOTS) windows.show(slot, slots.get(slot)?.track);
  const isHeard = all.some(({ publication: { kind, track, isMuted } }) => {
    return kind === 'audio' && track && !isMuted;
  });
  const isSeen = subscribed.some(({ track }) => track);
  const state = isSeen || isHeard ? 'playing' : 'waiting';
  return { shown, state: isStill ? 'lost' : state };
};

/** What was on stays on when a publication ends: it is this page that stops it. */
const openRoom = ({ Room: RoomClass }: Livekit): Room =>
  new RoomClass({
    adaptiveStream: true,
    dynacast: true,
    stopLocalTrackOnUnpublish: false,
    reconnectPolicy,
  });

interface Published {
  publication: RemoteTrackPublication;
  picture: Picture;
}

const publicationsOf = (room: Room): Published[] =>
  [...room.remoteParticipants.values()].flatMap((participant) =>
    [...participant.trackPublications.values()].map((publication) => ({
      publication,
      picture: {
        person: participant.identity.replace(/\.[^.]*$/, ''),
        source: publication.source === 'screen_share' ? ('screen' as const) : ('camera' as const),
      },
    })),
  );

const isPicture = ({ kind, isMuted }: RemoteTrackPublication): boolean =>
  kind === 'video' && !isMuted;

const isSame = (a: Picture, b: Picture | undefined): boolean =>
  a.person === b?.person && a.source === b.source;

/** Attaches tracks to the page's videos; nothing is touched that did not change. */
const createWindows = (videos: StageRoomOptions['videos']) => {
  const shown = new Map<Slot, RemoteTrack>();
  const show = (slot: Slot, track: RemoteTrack | undefined): void => {
    const video = videos[slot];
    const before = shown.get(slot);
    if (!video || before === track) return;
    before?.detach(video);
    if (track) {
      shown.set(slot, track);
      track.attach(video);
    } else shown.delete(slot);
  };
  return {
    has: (slot: Slot) => videos[slot] !== undefined,
    show,
    clear() {
      for (const slot of SLOTS) show(slot, undefined);
    },
  };
};
