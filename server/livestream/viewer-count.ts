// How many watch a session, counted by ourselves: LiveKit's own figure leaves hidden viewers out,
// so its participant list is counted, with those who were let in and are still on their way.
import type { Clock } from '../core/clock.ts';

export interface ViewerCount {
  /** Whether one more may watch; who watches already, or is on the way, always may. */
  admit(sessionId: string, identity: string): Promise<boolean>;
  /** Viewers now, by the last look at the list (at most 5 s old) and those on their way. */
  count(sessionId: string): Promise<number>;
}

const LIST_AGE_MS = 5000;
const ON_THE_WAY_MS = 30_000;

interface Watched {
  listed: Set<string>;
  listedAt: number;
  looking: Promise<void> | undefined;
  /** Identity to the moment it was let in (ms). */
  onTheWay: Map<string, number>;
}

/** `list` gives the identities of a room's viewers, or undefined when nobody can tell now. */
export function createViewerCount(opts: {
  list: (sessionId: string) => Promise<readonly string[] | undefined>;
  clock: Clock;
  cap: number;
}): ViewerCount {
  const sessions = new Map<string, Watched>();

  async function look(sessionId: string, watched: Watched): Promise<void> {
    const identities = await opts.list(sessionId);
    if (identities) watched.listed = new Set(identities);
    watched.listedAt = opts.clock.now().getTime();
    watched.looking = undefined;
  }

  async function current(sessionId: string): Promise<Watched> {
    const known = sessions.get(sessionId);
    const watched: Watched = known ?? {
      listed: new Set(),
      listedAt: Number.NEGATIVE_INFINITY,
      looking: undefined,
      onTheWay: new Map(),
    };
    sessions.set(sessionId, watched);
    const now = opts.clock.now().getTime();
    if (now - watched.listedAt > LIST_AGE_MS) {
      // Many who ask at once wait for one look.
      watched.looking ??= look(sessionId, watched);
      await watched.looking;
    }
    for (const [identity, since] of watched.onTheWay) {
      if (now - since > ON_THE_WAY_MS) watched.onTheWay.delete(identity);
    }
    return watched;
  }

  const sizeOf = ({ listed, onTheWay }: Watched) =>
    listed.size + [...onTheWay.keys()].filter((identity) => !listed.has(identity)).length;

  return {
    async admit(sessionId, identity) {
      const watched = await current(sessionId);
      const isKnown = watched.listed.has(identity) || watched.onTheWay.has(identity);
      if (!isKnown && sizeOf(watched) >= opts.cap) return false;
      watched.onTheWay.set(identity, opts.clock.now().getTime());
      return true;
    },
    count: async (sessionId) => sizeOf(await current(sessionId)),
  };
}
