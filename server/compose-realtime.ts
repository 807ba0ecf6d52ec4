// The sockets: who is asking, what they may ask for, and what the control room is shown.
import type { Server } from 'node:http';
import type { HttpParts } from './compose-http.ts';
import { createControlFigures, createEventText } from './control/index.ts';
import { callerAddress, trustProxy } from './http/caller-address.ts';
import { createAdmission } from './realtime/admission.ts';
import { createRefuse } from './realtime/command.ts';
import { createGateway } from './realtime/gateway.ts';
import { readCaller } from './realtime/socket-caller.ts';
import { createSocketCommands } from './realtime/socket-commands.ts';

/** Starts Socket.IO on `http`; `frameIntervalMs` is the bench's. */
export function createSockets(
  { base, domains, accounts, signIns, stage, stream, control }: HttpParts,
  http: Server,
  frameIntervalMs?: number,
) {
  const { tokens, catalogue, errorText, logger } = base;
  const { findStaff, sessions } = accounts;
  const { talk } = domains;
  const commands = {
    ...domains,
    stream: stream.commands,
    stage: stage.commands,
    isSignedIn: sessions.isCurrent,
    ...control,
  };
  const trusted = trustProxy(base.config.TRUST_PROXY);
  return createGateway({
    http,
    addressOf: (request) => callerAddress(request, trusted),
    readCaller: (handshake) =>
      readCaller(handshake, { tokens, findStaff, roster: stage.roster, ...domains }),
    holders: domains.holders,
    admission: createAdmission({ ...base.time, perSecond: base.config.ADMIT_PER_SECOND }),
    isClockTrusted: domains.clockWatch.isTrusted,
    addCommands: createSocketCommands(commands, createRefuse(errorText, logger)),
    event: { ...domains, calls: domains.regionCalls, talk: talk.feed },
    rooms: {
      ...domains,
      findRegistration: domains.stores.registrations.find,
      hold: domains.attendance.hold,
    },
    stage: stage.lines,
    signIns: { isCurrent: sessions.isCurrent, onEnded: signIns.onEnded },
    controlFigures: createControlFigures({
      ...domains,
      health: stream.health,
      eventText: createEventText({
        ...{ catalogue, findSeat: domains.invitations.find },
        async clausesOf(id) {
          const session = domains.live.find(id);
          const campaign = session && (await domains.campaignOf(session));
          return campaign?.declaration?.clauses.length ?? 0;
        },
      }),
      readyItems: control.readiness.list,
      recordingView: control.recording.view,
      now: () => performance.now(),
    }),
    onControlNews: control.onNews,
    ...(frameIntervalMs && { frameIntervalMs }),
    logger,
  });
}
