// The talk's commands: officials ask and tap, staff moderate and announce, stenographers type.
import type { AuditActor } from '../audit/index.ts';
import { emptyCommandSchema } from '../protocol/socket-events.ts';
import {
  announceSchema,
  askSchema,
  captionSchema,
  correctSchema,
  moderateSchema,
  reactSchema,
  withdrawSchema,
} from '../protocol/talk-commands.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { captionActor, type Talk } from '../talk/index.ts';
import {
  actorOf,
  captionTyper,
  officialOf,
  onlyHost,
  onlyModerator,
  onlyOfficial,
  onlyStaff,
  requireSignedIn,
  sessionOf,
} from './caller-access.ts';
import { command } from './command.ts';
import type { SocketCaller } from './socket-caller.ts';

export interface TalkCommandServices {
  live: LiveSessions;
  talk: Pick<
    Talk,
    'questions' | 'announcements' | 'captions' | 'captionLinks' | 'feed' | 'react' | 'desk'
  >;
  isSignedIn(staffSession: string): Promise<boolean>;
}

/** All commands of the talk. */
export const talkCommands = (services: TalkCommandServices) => ({
  ...officialCommands(services),
  ...deskCommands(services),
  ...captionCommands(services),
});

const officialCommands = ({ live, talk }: TalkCommandServices) => ({
  'talk:ask': command({
    schema: askSchema,
    access: onlyOfficial,
    async run({ text }, caller: SocketCaller) {
      const registration = officialOf(caller);
      const { address } = caller;
      const session = sessionOf(caller, live);
      await talk.questions.ask({ registration, session, text, address });
      await talk.feed.ready(session._id);
      return { own: talk.feed.own(session._id, registration._id) };
    },
  }),
  'talk:react': command({
    schema: reactSchema,
    access: onlyOfficial,
    run: ({ reaction }, caller: SocketCaller) => ({
      counted: talk.react(officialOf(caller), sessionOf(caller, live), reaction),
    }),
  }),
});

/** Staff as the audit names them, checked once more: a socket outlives its cookie. */
const staffOf = async (caller: SocketCaller, { live, isSignedIn }: TalkCommandServices) => {
  await requireSignedIn(caller, isSignedIn);
  const session = sessionOf(caller, live);
  return { session, by: { actor: actorOf(caller), address: caller.address } };
};

const deskCommands = (services: TalkCommandServices) => {
  const { talk } = services;
  return {
    'talk:desk': command({
      schema: emptyCommandSchema,
      access: onlyStaff,
      async run(_, caller: SocketCaller) {
        await requireSignedIn(caller, services.isSignedIn);
        return talk.desk(caller.session);
      },
    }),
    'talk:moderate': command({
      schema: moderateSchema,
      access: onlyModerator,
      async run(input, caller: SocketCaller) {
        await talk.questions.moderate({ ...input, ...(await staffOf(caller, services)) });
        return talk.desk(caller.session);
      },
    }),
    'talk:announce': command({
      schema: announceSchema,
      access: onlyHost,
      async run(input, caller: SocketCaller) {
        await talk.announcements.announce({ ...input, ...(await staffOf(caller, services)) });
        return talk.desk(caller.session);
      },
    }),
    'talk:withdraw': command({
      schema: withdrawSchema,
      access: onlyHost,
      async run({ number }, caller: SocketCaller) {
        const { session, by } = await staffOf(caller, services);
        await talk.announcements.withdraw(session, number, by);
        return talk.desk(caller.session);
      },
    }),
  };
};

const captionCommands = (services: TalkCommandServices) => {
  const { talk, live, isSignedIn } = services;
  const typist = async (caller: SocketCaller) => {
    await requireSignedIn(caller, isSignedIn);
    // A line outlives its link as it outlives a cookie.
    if (caller.captioner) await talk.captionLinks.requireCurrent(caller.captioner);
    const session = sessionOf(caller, live);
    const actor: AuditActor = caller.staff ? actorOf(caller) : captionActor(session._id);
    return { session, by: { actor, address: caller.address } };
  };
  return {
    'talk:caption': command({
      schema: captionSchema,
      access: captionTyper,
      async run(input, caller: SocketCaller) {
        const { session, by } = await typist(caller);
        const { number, version, text } = await talk.captions.add(session, input, by);
        return { line: { number, version, text } };
      },
    }),
    'talk:correct': command({
      schema: correctSchema,
      access: captionTyper,
      async run(input, caller: SocketCaller) {
        const { session, by } = await typist(caller);
        const { number, version, text } = await talk.captions.correct(session, input, by);
        return { line: { number, version, text } };
      },
    }),
  };
};
