// Tells which sign-ins have ended, whichever process ended them and why: signed out, taken away by
// an owner, or over.
import { keepStream } from '../core/keep-stream.ts';
import type { Logger } from '../core/logger.ts';
import type { StaffSessionStore } from './staff-session-store.ts';

export interface EndedSignIns {
  /** Called with the sign-in; without one when any of them may have ended meanwhile. */
  onEnded(listener: (session: string | undefined) => void): void;
  stop(): Promise<void>;
}

/** Resolves when the stream runs. */
export async function followEndedSignIns(options: {
  store: Pick<StaffSessionStore, 'watchEnds'>;
  logger: Logger;
}): Promise<EndedSignIns> {
  const { store, logger } = options;
  const listeners: ((session: string | undefined) => void)[] = [];
  const tell = (session: string | undefined) => {
    for (const listener of listeners) listener(session);
  };
  const watching = await keepStream({
    open: () => store.watchEnds(tell),
    onOpen: () => tell(undefined),
    onBreak: (error) =>
      logger.warn({ error: String(error) }, 'The stream of sign-ins broke; it is opened anew'),
  });
  return { onEnded: (listener) => void listeners.push(listener), stop: watching.stop };
}
