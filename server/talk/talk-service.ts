// The talk domain as one: its services on one feed, which every screen of this process follows.
import type { Audit } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { RandomSource } from '../core/random.ts';
import type { Seat } from '../invitations/index.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Reaction, TalkDesk } from '../protocol/talk.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { type AnnouncementService, createAnnouncementService } from './announcement-service.ts';
import { createAnnouncementStore } from './announcement-store.ts';
import { createCaptionLinkStore } from './caption-link-store.ts';
import { type CaptionLinks, createCaptionLinks } from './caption-links.ts';
import { type CaptionService, createCaptionService } from './caption-service.ts';
import { createCaptionStore } from './caption-store.ts';
import { talkRefusal } from './question-rules.ts';
import { createQuestionService, type QuestionService } from './question-service.ts';
import { createQuestionStore } from './question-store.ts';
import { createReactionCounter } from './reaction-counter.ts';
import { createReactionStore } from './reaction-store.ts';
import { talkDesk } from './talk-desk.ts';
import { createTalkFeed, type TalkFeed, type TalkStores } from './talk-feed.ts';

export interface Talk {
  questions: QuestionService;
  announcements: AnnouncementService;
  captions: CaptionService;
  captionLinks: CaptionLinks;
  stores: TalkStores;
  feed: TalkFeed;
  /**
   * Counts an official's tap; false when it came within a second of their last one. Throws
   * TALK_ENDED, DOORS_CLOSED or NOT_CHECKED_IN.
   */
  react(registration: Registration, session: SessionDocument, reaction: Reaction): boolean;
  /** What the moderators' desk shows. */
  desk(session: string): Promise<TalkDesk>;
  stop(): Promise<void>;
}

export interface TalkOptions {
  database: Database;
  audit: Audit;
  live: LiveSessions;
  time: { clock: Clock; random: RandomSource };
  logger: Logger;
  /** Signs the stenographers' links. */
  linkSecret: Buffer;
  findSeat(id: string): Promise<Seat | undefined>;
}

/** All stores of the domain; resolves when their indexes are there. */
const createStores = async ({ connection }: Database): Promise<TalkStores> => {
  const stores = {
    questions: createQuestionStore(connection),
    announcements: createAnnouncementStore(connection),
    captions: createCaptionStore(connection),
    reactions: createReactionStore(connection),
  };
  await Promise.all(Object.values(stores).map((store) => store.ensureIndexes()));
  return stores;
};

/** Opens the feed; `stop` ends it. */
export async function createTalk(options: TalkOptions): Promise<Talk> {
  const { database, audit, live, time, logger, linkSecret, findSeat } = options;
  const stores = await createStores(database);
  const counter = createReactionCounter(() => performance.now());
  const feed = await createTalkFeed({
    connection: database.connection,
    stores,
    counter,
    current: () =>
      live
        .list()
        .filter(({ status }) => !isOver(status.session))
        .map(({ _id }) => _id),
    clock: time.clock,
    logger,
  });
  const common = { database, audit, time };
  return {
    questions: createQuestionService({
      ...common,
      store: stores.questions,
      findSeat,
      put: feed.put.question,
    }),
    announcements: createAnnouncementService({
      ...common,
      store: stores.announcements,
      put: feed.put.announcement,
    }),
    captions: createCaptionService({ ...common, store: stores.captions, put: feed.put.caption }),
    captionLinks: createCaptionLinks({
      ...{ database, audit, clock: time.clock, secret: linkSecret },
      store: createCaptionLinkStore(database.connection),
    }),
    stores,
    feed,
    react({ _id, checkedInAt }, session, reaction) {
      const refusal = talkRefusal(checkedInAt !== null, session.status.session);
      if (refusal) throw new AppError(refusal);
      return counter.tap(session._id, _id, reaction);
    },
    desk: async (session) => talkDesk(await feed.ready(session), time.clock.now()),
    stop: feed.stop,
  };
}
