// The stream beside the chain: tokens by who is asking, the stream's state, the control figures.
import type { Domains } from './compose-domains.ts';
import type { Stage } from './compose-stage.ts';
import type { ControlHealth } from './control/index.ts';
import { AppError } from './core/app-error.ts';
import type { Clock } from './core/clock.ts';
import type { Logger } from './core/logger.ts';
import type { LivekitEngine } from './embedded/livekit.ts';
import { createLivestream, watchStreams } from './livestream/index.ts';
import { isOver } from './protocol/session-names.ts';
import type { SocketCaller } from './realtime/socket-caller.ts';
import type { StreamCommands } from './realtime/socket-commands.ts';
import { rosterPerson } from './stage/index.ts';

/** What a caller's media identity begins with; it names nobody. */
const personOfCaller = ({ official, room, staff, stagePerson, page }: SocketCaller): string => {
  if (page === 'official' && official) return `p-${official._id}`;
  if (page === 'room' && room) return `r-${room._id}`;
  if (stagePerson) return rosterPerson(stagePerson);
  return staff ? `k-${staff.account}` : 'p-';
};

export type Stream = ReturnType<typeof createStream>;

/** Starts watching the streams of running sessions; `stop` ends it and the test presenters. */
export function createStream(options: {
  engine: LivekitEngine;
  domains: Domains;
  stage: Pick<Stage, 'partOf' | 'follow'>;
  clock: Clock;
  logger: Logger;
  /** Round trip to the database in milliseconds. */
  ping(): Promise<number>;
}) {
  const { engine, domains, stage, clock, logger } = options;
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
    onParticipants: stage.follow,
    onError: (error) => logger.warn({ error: String(error) }, 'The stream could not be watched'),
  });

  const commands: StreamCommands = {
    async access(caller) {
      const identity = personOfCaller(caller);
      const part = await stage.partOf(caller.session, identity);
      if (part.role === 'nobody') throw new AppError('STAGE_BLOCKED');
      const { role } = part;
      const isMuted = 'muted' in part && part.muted;
      const sessionId = caller.session;
      const access = await livestream.access({ role, isMuted, sessionId, identity });
      return access && { url: access.url, token: access.token, seconds: access.seconds };
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
