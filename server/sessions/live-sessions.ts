// All sessions' states in memory, kept true by a change stream: hot paths read no document.
import { AppError } from '../core/app-error.ts';
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import type { SessionStatus } from '../protocol/session.ts';
import type { SessionDocument } from './session-model.ts';
import type { SessionStore } from './session-store.ts';

export interface LiveSessions {
  find(id: string): SessionDocument | undefined;
  findBySlug(slug: string): SessionDocument | undefined;
  list(): SessionDocument[];
  /** The session of the default campaign that the front page leads to. */
  findDefault(): SessionDocument | undefined;
  /** Takes over a state that this process has just written, before the stream brings it. */
  put(session: SessionDocument): void;
  /** Forgets a session that was removed. */
  remove(id: string): void;
  onChange(listener: (session: SessionDocument, before: SessionDocument | undefined) => void): void;
  stop(): Promise<void>;
}

/** The status as screens get it: with the session's id. */
export const statusOf = (session: SessionDocument): SessionStatus => ({
  id: session._id,
  ...session.status,
});

/** The session under a slug, without one the default session; throws NOT_FOUND. */
export function getSession(
  live: Pick<LiveSessions, 'findBySlug' | 'findDefault'>,
  slug: string | undefined,
): SessionDocument {
  const session = slug === undefined ? live.findDefault() : live.findBySlug(slug);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
}

/** Opens the stream, then reads everything: nothing between the two can be missed. */
export async function createLiveSessions(options: {
  store: SessionStore;
  logger: Logger;
}): Promise<LiveSessions> {
  const { store, logger } = options;
  const sessions = new Map<string, SessionDocument>();
  const listeners: Parameters<LiveSessions['onChange']>[0][] = [];
  const put = (session: SessionDocument) => {
    const before = sessions.get(session._id);
    if (before && before.status.version >= session.status.version) return;
    sessions.set(session._id, session);
    for (const listener of listeners) listener(session, before);
  };
  // The driver resumes by itself where it can; where it can't, everything is read anew.
  const watching = await keepStream({
    open: () => store.watch(put, (id) => sessions.delete(id)),
    async onOpen() {
      for (const session of await store.list()) put(session);
    },
    onBreak: (error) =>
      logger.warn(
        { error: String(error) },
        'The stream of session changes broke; it is opened anew',
      ),
  });
  return {
    find: (id) => sessions.get(id),
    findBySlug: (slug) => [...sessions.values()].find((session) => session.slug === slug),
    list: () => [...sessions.values()],
    findDefault: () => [...sessions.values()].find((session) => session.isDefault),
    put,
    remove: (id) => {
      sessions.delete(id);
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    stop: watching.stop,
  };
}
