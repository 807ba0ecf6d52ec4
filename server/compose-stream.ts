// The stream beside the chain: tokens by who is asking, the stream's state, the control figures.
import type { Domains } from './compose-domains.ts';
import type { ControlHealth } from './control/index.ts';
import type { Clock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import type { LivekitEngine } from './embedded/livekit.ts';
import { isHost } from './http/visitor.ts';
import { createLivestream, type LivestreamRole, watchStreams } from './livestream/index.ts';
import { isOver } from './protocol/session-names.ts';
import type { SocketCaller } from './realtime/socket-caller.ts';
import type { StreamCommands } from './realtime/socket-commands.ts';

const partOf = ({
  official,
  room,
  staff,
  lectern,
  page,
}: SocketCaller): [LivestreamRole, string] => {
  if (page === 'official' && official) return ['viewer', `p-${official._id}`];
  if (page === 'room' && room) return ['viewer', `r-${room._id}`];
  if (lectern) return [lectern.role, `m-${lectern.speaker}`];
  // Who only moderates or reads sees the stage, and is not seen on it.
  if (staff) return [isHost({ staff }) ? 'director' : 'viewer', `k-${staff.account}`];
  return ['viewer', 'p-'];
};

export type Stream = ReturnType<typeof createStream>;

/** Starts watching the streams of running sessions; `stop` ends it and the test presenters. */
export function createStream(options: {
  engine: LivekitEngine;
  domains: Domains;
  clock: Clock;
  logger: Logger;
  /** Round trip to the database in milliseconds. */
  ping(): Promise<number>;
}) {
  const { engine, domains, clock, logger } = options;
  const livestream = createLivestream({ engine, clock, logger });
  const watch = watchStreams({
    engine,
    sessions: () =>
      domains.live
        .list()
        .map(({ _id, status }) => ({
          id: _id,
          stream: status.stream,
          // A test picture is seen before the doors open, too.
          isOver: isOver(status.session),
        }))
        .filter(({ stream, isOver }) => !isOver || stream !== 'off'),
    stopPresenter: livestream.stopTestPresenter,
    setStream: domains.sessions.setStream,
    onError: (error) => logger.warn({ error: String(error) }, 'The stream could not be watched'),
  });

  const commands: StreamCommands = {
    async access(caller) {
      const [role, identity] = partOf(caller);
      const access = await livestream.access({ role, sessionId: caller.session, identity });
      return access && { url: access.url, token: access.token };
    },
    async setTestPresenter(session, on) {
      if (on) await livestream.startTestPresenter(session);
      else await livestream.stopTestPresenter(session);
      return livestream.testPresenterRunning(session);
    },
  };

  const health: ControlHealth = {
    pendingSignatures: domains.signatures.pending,
    stream: (session) => ({
      reason: engine.status().reason ?? null,
      testPresenter: livestream.testPresenterRunning(session),
    }),
    boardLagMs: domains.boards.lagMs,
    moment: domains.clockWatch.now,
    ping: options.ping,
  };

  return {
    commands,
    health,
    /** Origins that browsers reach for media, for the content security policy. */
    connectSources(): string[] {
      const url = engine.connection()?.clientUrl;
      return url ? [url, url.replace(/^ws/, 'http')] : [];
    },
    async stop() {
      watch.stop();
      await livestream.stop();
    },
  };
}
