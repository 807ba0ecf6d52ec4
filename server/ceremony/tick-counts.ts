// How many have agreed to the clause that is being read: counted once a second while one is, for
// the screens that lead the reading. Nothing is counted while nobody reads.
import type { Logger } from '../core/logger.ts';
import { clauseAtHand } from '../protocol/official-screen.ts';
import type { AgreedCount } from '../protocol/session.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';

export interface TickCounts {
  /** The last count of a session's clause at hand; undefined while none is read. */
  latest(session: string): AgreedCount | undefined;
  onChange(listener: (session: string, agreed: AgreedCount) => void): void;
  start(): void;
  /** Resolves when the count under way has ended. */
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;

/** Counts of this process; `count` asks the database for one clause of one session. */
export function createTickCounts(options: {
  live: Pick<LiveSessions, 'list'>;
  clausesOf(session: SessionDocument): Promise<number>;
  count(session: string, clause: number): Promise<number>;
  logger: Logger;
}): TickCounts {
  const { live, logger } = options;
  const known = new Map<string, AgreedCount>();
  const listeners: Parameters<TickCounts['onChange']>[0][] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();

  const look = async () => {
    for (const session of live.list()) {
      const before = known.get(session._id);
      const agreed = await agreedIn(session, options);
      if (!agreed) known.delete(session._id);
      else if (agreed.clause !== before?.clause || agreed.count !== before.count) {
        known.set(session._id, agreed);
        for (const listener of listeners) listener(session._id, agreed);
      }
    }
  };
  const next = () => {
    looking = look()
      .catch((error) => logger.warn({ error: String(error) }, 'Ticks could not be counted'))
      .finally(() => {
        if (!isStopped) timer = setTimeout(next, EVERY_MS);
      });
  };
  return {
    latest: (session) => known.get(session),
    onChange: (listener) => {
      listeners.push(listener);
    },
    start: next,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

const agreedIn = async (
  session: SessionDocument,
  { clausesOf, count }: Parameters<typeof createTickCounts>[0],
): Promise<AgreedCount | undefined> => {
  if (session.status.ceremony !== 'reading') return undefined;
  const clause = clauseAtHand(session.status, await clausesOf(session));
  return clause > 0 ? { clause, count: await count(session._id, clause) } : undefined;
};
