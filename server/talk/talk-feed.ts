// What is new in the talk of each session, for screens: captions and announcements at once, questions
// and reactions together at most once a second.
import type { Clock } from '../core/clock.ts';
import type { Connection } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import {
  type AnnouncementView,
  addReactions,
  NO_REACTIONS,
  type OwnQuestion,
  type QuestionView,
  type ReactionCounts,
  TALK_INTERVAL_MS,
  type TalkView,
} from '../protocol/talk.ts';
import type { Announcement } from './announcement-model.ts';
import type { AnnouncementStore } from './announcement-store.ts';
import type { Caption } from './caption-model.ts';
import type { CaptionStore } from './caption-store.ts';
import type { Question } from './question-model.ts';
import type { QuestionStore } from './question-store.ts';
import type { ReactionCounter } from './reaction-counter.ts';
import type { ReactionSecond } from './reaction-model.ts';
import type { ReactionStore } from './reaction-store.ts';
import { createLoader, type Loader } from './talk-loader.ts';
import {
  announcementAt,
  approvedOf,
  ownQuestions,
  putAnnouncement,
  putCaption,
  putQuestion,
  questionNews,
  type SessionTalk,
} from './talk-memory.ts';
import { watchTalk } from './talk-watch.ts';

export interface TalkStores {
  questions: QuestionStore;
  announcements: AnnouncementStore;
  captions: CaptionStore;
  reactions: ReactionStore;
}

export interface TalkFeed {
  /** Resolves when the session's talk is in memory; from then on the others answer truly. */
  ready(session: string): Promise<SessionTalk>;
  /** All that a new screen shows; what is not in memory is none. */
  view(session: string): TalkView;
  own(session: string, registration: string): OwnQuestion[];
  /** All that are approved and wait for their turn; oldest first. */
  approved(session: string): QuestionView[];
  announcement(session: string): AnnouncementView | null;
  onChange(listener: (session: string, news: TalkView) => void): void;
  /** A person's own questions have changed. */
  onOwn(listener: (registration: string, own: OwnQuestion[]) => void): void;
  /** Takes over what this process has just written, before the stream brings it. */
  put: {
    question(question: Question): void;
    announcement(announcement: Announcement): void;
    caption(caption: Caption): void;
  };
  stop(): Promise<void>;
}

export interface TalkFeedOptions {
  connection: Connection;
  stores: TalkStores;
  counter: ReactionCounter;
  /** Sessions whose talk is read at the start. */
  current(): string[];
  clock: Clock;
  logger: Logger;
}

interface State {
  loader: Loader;
  /** Sessions whose questions have changed since the last tick, and whose they are. */
  asked: Map<string, Set<string>>;
  /** Counted in all processes since the last tick, by session. */
  tapped: Map<string, ReactionCounts>;
  /** What of each second was counted already, so that only the rest is added. */
  seconds: Map<string, Partial<ReactionCounts>>;
  /** The announcement that screens were told last, by session. */
  told: Map<string, number>;
  listeners: ((session: string, news: TalkView) => void)[];
  ownListeners: ((registration: string, own: OwnQuestion[]) => void)[];
}

/** Older seconds than these get no more taps. */
const SECONDS_KEPT = 120;

/** Opens the stream and reads what is there; ticks once a second until stopped. */
export async function createTalkFeed(options: TalkFeedOptions): Promise<TalkFeed> {
  const { clock } = options;
  const state: State = {
    loader: createLoader(options.stores),
    asked: new Map(),
    tapped: new Map(),
    seconds: new Map(),
    told: new Map(),
    listeners: [],
    ownListeners: [],
  };
  const put = puttersOf(state, clock);
  const watching = await watchTalk({
    ...options,
    onQuestion: put.question,
    onAnnouncement: put.announcement,
    onCaption: put.caption,
    onReactions: (second) => addSecond(state, second),
    onOpen: () => readAnew(state, options),
  });
  const timer = setInterval(() => tick(state, options), TALK_INTERVAL_MS);
  const talkOf = (session: string) => state.loader.find(session);
  return {
    ready: state.loader.ready,
    view: (session) => viewOf(talkOf(session), clock.now()),
    own: (session, registration) => ownQuestions(talkOf(session), registration),
    approved: (session) => approvedOf(talkOf(session)),
    announcement: (session) => announcementAt(talkOf(session), clock.now()),
    onChange: (listener) => {
      state.listeners.push(listener);
    },
    onOwn: (listener) => {
      state.ownListeners.push(listener);
    },
    put,
    async stop() {
      clearInterval(timer);
      tick(state, options);
      await watching.stop();
    },
  };
}

const publish = ({ listeners }: State, session: string, news: TalkView): void => {
  for (const listener of listeners) listener(session, news);
};

const viewOf = (talk: SessionTalk, now: Date): TalkView => ({
  announcement: announcementAt(talk, now),
  captions: talk.captions,
  ...questionNews(talk),
});

const puttersOf = (state: State, clock: Clock): TalkFeed['put'] => {
  const { loader } = state;
  return {
    question(question) {
      const { session, registration } = question;
      if (!loader.take(session, (talk) => putQuestion(talk, question))) return;
      const people = state.asked.get(session) ?? new Set();
      state.asked.set(session, people.add(registration));
    },
    announcement(announcement) {
      const { session } = announcement;
      if (!loader.take(session, (talk) => putAnnouncement(talk, announcement))) return;
      tellAnnouncement(state, session, clock.now());
    },
    caption(caption) {
      const { session, number, version, text } = caption;
      if (!loader.take(session, (talk) => putCaption(talk, caption))) return;
      publish(state, session, { captions: [{ number, version, text }] });
    },
  };
};

/** Screens hear of an announcement when it comes, and once more when it stands no longer. */
const tellAnnouncement = (state: State, session: string, now: Date): void => {
  const announcement = announcementAt(state.loader.find(session), now);
  if (announcement) state.told.set(session, announcement.number);
  else state.told.delete(session);
  publish(state, session, { announcement, desk: deskOf(state, session) });
};

const deskOf = (state: State, session: string): { waiting: number } =>
  questionNews(state.loader.find(session)).desk ?? { waiting: 0 };

/** Adds what is new of a second: each change brings the whole of it. */
const addSecond = (state: State, { _id, session, counts }: ReactionSecond): void => {
  const fresh = addReactions(
    addReactions(NO_REACTIONS, counts),
    state.seconds.get(_id) ?? NO_REACTIONS,
    -1,
  );
  state.seconds.delete(_id);
  state.seconds.set(_id, counts);
  const [oldest] = state.seconds.keys();
  if (state.seconds.size > SECONDS_KEPT && oldest !== undefined) state.seconds.delete(oldest);
  state.tapped.set(session, addReactions(state.tapped.get(session) ?? NO_REACTIONS, fresh));
};

/** The stream runs anew: what changed before is read, and screens are told the whole. */
const readAnew = async (
  state: State,
  { current, clock }: Pick<TalkFeedOptions, 'current' | 'clock'>,
): Promise<void> => {
  for (const session of new Set([...current(), ...state.loader.sessions()])) {
    const talk = await state.loader.reload(session);
    const view = viewOf(talk, clock.now());
    if (view.announcement) state.told.set(session, view.announcement.number);
    publish(state, session, view);
  }
};

const tellOwners = ({ asked, loader, ownListeners }: State): void => {
  for (const [session, people] of asked) {
    for (const registration of people) {
      const own = ownQuestions(loader.find(session), registration);
      for (const listener of ownListeners) listener(registration, own);
    }
  }
};

const tick = (state: State, { counter, stores, clock, logger }: TalkFeedOptions): void => {
  const now = clock.now();
  for (const [session, counts] of counter.take()) {
    stores.reactions.add(session, now, counts).catch((error) => {
      // They are counted in a later second.
      counter.add(session, counts);
      logger.warn({ error: String(error) }, 'Reactions could not be stored');
    });
  }
  // One whose time is over, and one that was read with its session.
  for (const session of state.loader.sessions()) {
    const number = announcementAt(state.loader.find(session), now)?.number;
    if (number !== state.told.get(session)) tellAnnouncement(state, session, now);
  }
  for (const session of new Set([...state.asked.keys(), ...state.tapped.keys()])) {
    const reactions = state.tapped.get(session);
    publish(state, session, {
      ...(state.asked.has(session) && questionNews(state.loader.find(session))),
      ...(reactions && { reactions }),
    });
  }
  tellOwners(state);
  state.asked.clear();
  state.tapped.clear();
};
