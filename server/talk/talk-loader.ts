// Reads a session's talk into memory once, however many ask for it at the same time.
import { CAPTIONS_KEPT } from '../protocol/talk.ts';
import type { TalkStores } from './talk-feed.ts';
import {
  noTalk,
  putAnnouncement,
  putCaption,
  putQuestion,
  type SessionTalk,
} from './talk-memory.ts';

export interface Loader {
  /** What is in memory; a session that was not read yet has no talk. */
  find(session: string): SessionTalk;
  /** The same, read before. */
  ready(session: string): Promise<SessionTalk>;
  /** Reads once more; what is in memory stays and takes over what is new. */
  reload(session: string): Promise<SessionTalk>;
  /** Puts a change in; true when it was news. A session that nobody asked for is read first. */
  take(session: string, put: (talk: SessionTalk) => boolean): boolean;
  sessions(): string[];
}

/** Nothing is in memory at first. */
export function createLoader(
  stores: Pick<TalkStores, 'questions' | 'announcements' | 'captions'>,
): Loader {
  const talks = new Map<string, SessionTalk>();
  const reading = new Map<string, Promise<SessionTalk>>();
  const talkOf = (session: string): SessionTalk => {
    const talk = talks.get(session) ?? noTalk();
    talks.set(session, talk);
    return talk;
  };
  const read = async (session: string): Promise<SessionTalk> => {
    const talk = talkOf(session);
    const [announcement, captions, questions] = await Promise.all([
      stores.announcements.findLast(session),
      stores.captions.listLast(session, CAPTIONS_KEPT),
      stores.questions.list(session),
    ]);
    if (announcement) putAnnouncement(talk, announcement);
    for (const caption of captions) putCaption(talk, caption);
    for (const question of questions) putQuestion(talk, question);
    return talk;
  };
  const reload = (session: string): Promise<SessionTalk> => {
    const fresh = read(session);
    reading.set(session, fresh);
    // A read that failed is tried again by whoever asks next.
    fresh.catch(() => reading.delete(session));
    return fresh;
  };
  const ready = (session: string): Promise<SessionTalk> => reading.get(session) ?? reload(session);
  return {
    find: (session) => talks.get(session) ?? noTalk(),
    ready,
    reload,
    take(session, put) {
      if (!reading.has(session)) ready(session).catch(() => undefined);
      return put(talkOf(session));
    },
    sessions: () => [...talks.keys()],
  };
}
