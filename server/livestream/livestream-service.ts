// The broadcast of a session: who gets into its media room, whether the engine is there, and the
// built-in test presenter.
import { RoomServiceClient } from 'livekit-server-sdk';
import { AppError, isAppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { type RandomSource, randomToken, systemRandom } from '../core/random.ts';
import type { EngineStatus, LivekitEngine } from '../embedded/livekit.ts';
import {
  connectionIdentity,
  createToken,
  type LivestreamRole,
  personOf,
  roomName,
  TOKEN_SECONDS,
} from './grants.ts';
import { startPresenterProcess } from './presenter-process.ts';
import { createTestPresenters } from './test-presenters.ts';
import { createViewerCount } from './viewer-count.ts';

export interface LivestreamAccess {
  url: string;
  token: string;
  /** How long the token opens the room. */
  seconds: number;
  expiresAt: Date;
}

export interface Livestream {
  status(): EngineStatus;
  /** Called at every change of the engine's state; returns what ends it. */
  onChange(listener: (status: EngineStatus) => void): () => void;
  /** Undefined while the engine is not ready, or, for a viewer, when the room is full. */
  access(request: AccessRequest): Promise<LivestreamAccess | undefined>;
  /** Viewers of a session, at most 5 s old; 0 while the engine is away. */
  viewers(sessionId: string): Promise<number>;
  /** Resolves once the test picture is published; throws STREAM_UNAVAILABLE when it fails. */
  startTestPresenter(sessionId: string): Promise<void>;
  stopTestPresenter(sessionId: string): Promise<void>;
  testPresenterRunning(sessionId: string): boolean;
  /** Ends what this service started (presenters); the engine is its owner's. */
  stop(): Promise<void>;
}

export interface AccessRequest {
  role: LivestreamRole;
  /** The director has taken their microphone. */
  isMuted?: boolean;
  sessionId: string;
  /** The person, opaque: no name, region or office. Two devices of one person are one viewer. */
  identity: string;
}

const VIEWER_CAP = 5000;
/** Staff and the roster are no audience, though they are hidden until they are on stage. */
const isLeading = (identity: string): boolean => /^[km]-/.test(identity);
/** The identity of the built-in test presenter. */
export const TEST_PRESENTER = 'penyaji-uji';

/** `viewerCap` is the most that one session's room lets in (default 5000). */
export function createLivestream(opts: {
  engine: LivekitEngine;
  clock: Clock;
  logger: Logger;
  viewerCap?: number;
  random?: RandomSource;
}): Livestream {
  const { engine, clock, logger, random = systemRandom } = opts;
  const findReady = () => (engine.status().state === 'ready' ? engine.connection() : undefined);

  async function list(sessionId: string): Promise<readonly string[] | undefined> {
    const ready = findReady();
    if (!ready) return [];
    const rooms = new RoomServiceClient(ready.apiUrl, ready.apiKey, ready.apiSecret);
    try {
      const everybody = await rooms.listParticipants(roomName(sessionId));
      return everybody
        .filter((each) => each.permission?.hidden && !isLeading(each.identity))
        .map((each) => personOf(each.identity));
    } catch {
      // A room that nobody has entered yet doesn't exist.
      return undefined;
    }
  }

  const viewers = createViewerCount({ list, clock, cap: opts.viewerCap ?? VIEWER_CAP });

  const presenters = createTestPresenters({
    logger,
    async open(sessionId) {
      const ready = findReady();
      if (!ready) throw new AppError('STREAM_UNAVAILABLE');
      const identity = TEST_PRESENTER;
      const token = await createToken({ ...ready, role: 'director', sessionId, identity });
      return startPresenterProcess({ url: ready.apiUrl.replace(/^http/, 'ws'), token });
    },
  });

  // A room that was joined before the engine went away is not always joined again by its library.
  const unfollow = engine.onChange(({ state }) => {
    if (state === 'down') presenters.renew();
  });

  return {
    status: () => engine.status(),
    onChange: (listener) => engine.onChange(listener),
    async access({ role, sessionId, identity, isMuted = false }) {
      const ready = findReady();
      if (!ready) return undefined;
      if (role === 'viewer' && !isLeading(identity) && !(await viewers.admit(sessionId, identity)))
        return undefined;
      const own = connectionIdentity(identity, randomToken(random, 9));
      const token = await createToken({ ...ready, role, sessionId, isMuted, identity: own });
      const expiresAt = new Date(clock.now().getTime() + TOKEN_SECONDS * 1000);
      return { url: ready.clientUrl, token, seconds: TOKEN_SECONDS, expiresAt };
    },
    viewers: (sessionId) => viewers.count(sessionId),
    async startTestPresenter(sessionId) {
      await presenters.start(sessionId).catch((cause: unknown) => {
        throw isAppError(cause) ? cause : new AppError('STREAM_UNAVAILABLE', {}, cause);
      });
    },
    stopTestPresenter: (sessionId) => presenters.stop(sessionId),
    testPresenterRunning: (sessionId) => presenters.isRunning(sessionId),
    async stop() {
      unfollow();
      await presenters.stopAll();
    },
  };
}
