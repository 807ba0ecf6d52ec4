// One change stream for all that is said around the stage: what any process wrote, every one hears.
import type { Connection } from '../core/database.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import type { Announcement } from './announcement-model.ts';
import type { Caption } from './caption-model.ts';
import type { Question } from './question-model.ts';
import type { ReactionSecond } from './reaction-model.ts';

export interface TalkWatchOptions {
  connection: Connection;
  logger: Logger;
  onQuestion(question: Question): void;
  onAnnouncement(announcement: Announcement): void;
  onCaption(caption: Caption): void;
  onReactions(second: ReactionSecond): void;
  /** Each time that the stream runs: what it may have missed is read. */
  onOpen(): Promise<void>;
}

interface Change {
  ns: { coll: string };
  fullDocument?: unknown;
}

const COLLECTIONS = ['questions', 'announcements', 'captions', 'reaction_seconds'];
const PIPELINE = [
  {
    $match: {
      'ns.coll': { $in: COLLECTIONS },
      operationType: { $in: ['insert', 'update', 'replace'] },
    },
  },
];

/** Hands a change on; the collection says what its document is. */
const tell = ({ ns, fullDocument }: Change, options: TalkWatchOptions): void => {
  // A document that has gone meanwhile has nothing to tell.
  if (!fullDocument) return;
  // Only this domain's stores write these collections, in the shapes of their models.
  if (ns.coll === 'questions') options.onQuestion(fullDocument as Question);
  if (ns.coll === 'announcements') options.onAnnouncement(fullDocument as Announcement);
  if (ns.coll === 'captions') options.onCaption(fullDocument as Caption);
  if (ns.coll === 'reaction_seconds') options.onReactions(fullDocument as ReactionSecond);
};

/** Follows the collections until stopped; resolves when everything has been read once. */
export const watchTalk = (options: TalkWatchOptions): Promise<{ stop(): Promise<void> }> =>
  keepStream({
    open() {
      const stream = options.connection.watch(PIPELINE, { fullDocument: 'updateLookup' });
      // The pipeline above keeps just this shape.
      stream.on('change', (change) => tell(change as unknown as Change, options));
      return stream;
    },
    onOpen: options.onOpen,
    onBreak: (error) =>
      options.logger.warn({ error: String(error) }, 'The stream of talk broke; it is opened anew'),
  });
