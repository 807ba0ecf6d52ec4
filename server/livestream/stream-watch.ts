// The stream's machine: off, test, on air, down. It follows what the media room really holds, and
// the session keeps the state, so that every screen can say it within seconds.
import { type ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk';
import type { EngineStatus, LivekitEngine } from '../embedded/livekit.ts';
import type { StreamState } from '../protocol/session.ts';
import { roomName } from './grants.ts';
import { TEST_PRESENTER } from './livestream-service.ts';

const POLL_MS = 2_000;

/**
 * The state that follows from the engine and from who publishes. `before` tells an engine that was
 * lost in mid-stream (down) from one that never carried anything (off).
 */
export function streamStateOf(
  engineReady: boolean,
  publishers: string[],
  before: StreamState,
): StreamState {
  if (!engineReady) return before === 'off' ? 'off' : 'down';
  if (publishers.length === 0) return 'off';
  return publishers.every((identity) => identity === TEST_PRESENTER) ? 'test' : 'on air';
}

/** An engine that fails has not said that nobody publishes: it must not turn `down` into `off`. */
const isUnknownRoom = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'not_found';

/** Asks the engine every two seconds about the running sessions' rooms. */
export function watchStreams(options: {
  engine: LivekitEngine;
  /** Sessions that are running or still have a stream; `isOver` when they have ended. */
  sessions(): { id: string; stream: StreamState; isOver: boolean }[];
  /** Ends the test picture of a session that is over. */
  stopPresenter(session: string): Promise<void>;
  setStream(session: string, stream: StreamState, reason: string): Promise<void>;
  /** Hears of everybody who is in a running session's room, each time that it was looked. */
  onParticipants(session: string, everybody: ParticipantInfo[]): void;
  onError(error: unknown): void;
}): { stop(): void } {
  const { engine, sessions, stopPresenter, setStream, onParticipants, onError } = options;

  const publishersOf = async (session: string): Promise<string[] | undefined> => {
    const connection = engine.connection();
    if (engine.status().state !== 'ready' || !connection) return undefined;
    const { apiUrl, apiKey, apiSecret } = connection;
    const rooms = new RoomServiceClient(apiUrl, apiKey, apiSecret);
    // A room that nobody has entered yet doesn't exist; that is an answer, not a failure.
    const everybody = await rooms.listParticipants(roomName(session)).catch((error) => {
      if (isUnknownRoom(error)) return [];
      throw error;
    });
    onParticipants(session, everybody);
    return everybody.filter((one) => one.tracks.length > 0).map((one) => one.identity);
  };

  const check = async () => {
    for (const { id, stream, isOver } of sessions()) {
      if (isOver) {
        await stopPresenter(id);
        await setStream(id, 'off', '');
        continue;
      }
      const publishers = await publishersOf(id);
      const next = streamStateOf(publishers !== undefined, publishers ?? [], stream);
      if (next !== stream) await setStream(id, next, engine.status().reason ?? '');
    }
  };
  let busy = false;
  const tick = () => {
    if (busy) return;
    busy = true;
    check()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  };
  // At once, and beside a check that may be waiting for the lost engine: one that is back within
  // two seconds would else never have been down.
  const onEngine = ({ state }: EngineStatus) => {
    if (state === 'ready') return tick();
    for (const { id, stream, isOver } of sessions()) {
      const next = isOver ? stream : streamStateOf(false, [], stream);
      if (next !== stream) setStream(id, next, engine.status().reason ?? '').catch(onError);
    }
  };
  const timer = setInterval(tick, POLL_MS);
  const unsubscribe = engine.onChange(onEngine);
  return {
    stop() {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
