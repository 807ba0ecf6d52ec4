// A real LiveKit server for the tests, and participants that speak to it as a browser would.

import {
  dispose,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  type VideoFrameEvent,
  VideoStream,
} from '@livekit/rtc-node';
import { pino } from 'pino';
import { systemClock } from '../../server/core/clock.ts';
import { type LivekitEngine, startLivekit } from '../../server/embedded/livekit.ts';
import { createLivestream, type Livestream } from '../../server/livestream/index.ts';
import { cacheDir, rememberingReport, temporaryFolder } from '../embedded/support.ts';

// A hook of the whole run: once given back, the native client can't be used again.
after(() => dispose());

/** Resolves when the engine reaches a state, with the milliseconds that took. */
export async function reached(engine: LivekitEngine, state: string): Promise<number> {
  const began = performance.now();
  if (engine.status().state !== state) {
    await new Promise<void>((resolve) => {
      const end = engine.onChange((status) => {
        if (status.state !== state) return;
        end();
        resolve();
      });
    });
  }
  return performance.now() - began;
}

export interface LivestreamBench {
  engine: LivekitEngine;
  livestream: Livestream;
  dataDir: string;
  stop(): Promise<void>;
}

/** A ready engine in a folder of its own, with the service on it. */
export async function startLivestreamBench(viewerCap?: number): Promise<LivestreamBench> {
  const folder = await temporaryFolder();
  const address = { publicUrl: 'http://localhost:3000', host: '127.0.0.1' };
  const engine = startLivekit({
    ...address,
    dataDir: folder.dir,
    cacheDir,
    report: rememberingReport(),
  });
  await reached(engine, 'ready');
  const livestream = createLivestream({
    engine,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    ...(viewerCap === undefined ? {} : { viewerCap }),
  });
  return {
    engine,
    livestream,
    dataDir: folder.dir,
    async stop() {
      await livestream.stop();
      await engine.stop();
      await folder.remove();
    },
  };
}

/** Joins a room; every track of others is subscribed to. */
export async function join(access: { url: string; token: string } | undefined): Promise<Room> {
  if (!access) throw new Error('no access was given');
  const room = new Room();
  // Loopback by address: the native client tries IPv6 for the name first.
  const url = access.url.replace('localhost', '127.0.0.1');
  await room.connect(url, access.token, { autoSubscribe: true, dynacast: false });
  return room;
}

/** The first picture track that a room gives. */
export function videoTrack(room: Room): Promise<RemoteTrack> {
  for (const participant of room.remoteParticipants.values()) {
    for (const { track } of participant.trackPublications.values()) {
      if (track?.kind === TrackKind.KIND_VIDEO) return Promise.resolve(track);
    }
  }
  return new Promise((resolve) => {
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === TrackKind.KIND_VIDEO) resolve(track);
    });
  });
}

/** The next `count` different frames of a track; a decoder that is behind may give one twice. */
export async function readFrames(track: RemoteTrack, count: number): Promise<VideoFrameEvent[]> {
  const reader = new VideoStream(track).getReader();
  const frames = new Map<bigint, VideoFrameEvent>();
  while (frames.size < count) {
    const { done, value } = await reader.read();
    if (done) break;
    frames.set(value.timestampUs, value);
  }
  await reader.cancel();
  return [...frames.values()];
}
