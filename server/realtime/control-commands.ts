// The control room's commands beside the session's steps: the test presenter, the list "Siap?",
// recordings. Each that changes something is an event of the audit, with its operator's name.
import type { Audit } from '../audit/index.ts';
import {
  emptyCommandSchema,
  presenterCommandSchema,
  readinessCommandSchema,
} from '../protocol/socket-events.ts';
import type { ReadinessService } from '../readiness/index.ts';
import type { RecordingService } from '../recording/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { actorOf, onlyHost, requireSignedIn, sessionOf } from './caller-access.ts';
import { command } from './command.ts';
import type { SocketCaller } from './socket-caller.ts';

export interface ControlCommandServices {
  live: LiveSessions;
  audit: Pick<Audit, 'write'>;
  stream: { setTestPresenter(session: string, on: boolean): Promise<boolean> };
  readiness: Pick<ReadinessService, 'list' | 'tick'>;
  recording: Pick<RecordingService, 'view' | 'start' | 'stop'>;
  isSignedIn(staffSession: string): Promise<boolean>;
}

/** Who asks, still signed in, with the session as it is now. Throws NOT_SIGNED_IN. */
const operatorOf = async (
  caller: SocketCaller,
  { live, isSignedIn }: Pick<ControlCommandServices, 'live' | 'isSignedIn'>,
) => {
  await requireSignedIn(caller, isSignedIn);
  const session = sessionOf(caller, live);
  return { session, by: { actor: actorOf(caller), address: caller.address } };
};

/** All of them. */
export const controlCommands = (services: ControlCommandServices) => ({
  'presenter:toggle': command({
    schema: presenterCommandSchema,
    access: onlyHost,
    async run({ on }, caller: SocketCaller) {
      const { session, by } = await operatorOf(caller, services);
      const running = await services.stream.setTestPresenter(session._id, on);
      const event = on ? 'presenter.started' : 'presenter.stopped';
      await services.audit.write({ event, data: {}, session: session._id, ...by });
      return { running };
    },
  }),
  'readiness:tick': command({
    schema: readinessCommandSchema,
    access: onlyHost,
    async run({ item, on }, caller: SocketCaller) {
      const { session, by } = await operatorOf(caller, services);
      await services.readiness.tick({ session, item, on }, by);
      return services.readiness.list(session);
    },
  }),
  ...recordingCommands(services),
});

const recordingCommands = (services: ControlCommandServices) => ({
  'recording:start': command({
    schema: emptyCommandSchema,
    access: onlyHost,
    async run(_, caller: SocketCaller) {
      const { session, by } = await operatorOf(caller, services);
      await services.recording.start(session, by);
      return services.recording.view(session._id);
    },
  }),
  'recording:stop': command({
    schema: emptyCommandSchema,
    access: onlyHost,
    async run(_, caller: SocketCaller) {
      const { session, by } = await operatorOf(caller, services);
      await services.recording.stop(session._id, by);
      return services.recording.view(session._id);
    },
  }),
});
