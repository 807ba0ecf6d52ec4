// The list "Siap?" of a session: found out anew every few seconds, ticked by hand with a name.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { HandItem, ReadyItem } from '../protocol/readiness.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type ReadinessFacts, type ReadyFact, readyFacts } from './readiness-rules.ts';
import type { TickStore } from './tick-store.ts';

export interface ReadinessService {
  /** The list as it stands; parts that take time are at most five seconds old. */
  list(session: SessionDocument): Promise<ReadyItem[]>;
  /**
   * Ticks an item or takes the tick back; a repeated one changes nothing. Throws SESSION_ENDED
   * after the event.
   */
  tick(
    request: { session: SessionDocument; item: HandItem; on: boolean },
    by: { actor: AuditActor; address: string },
  ): Promise<void>;
  /** Called with the session whose list changed by hand. */
  onChange(listener: (session: string) => void): void;
}

/** Everything of the facts that is found out by asking around. */
export type FindFacts = (
  session: SessionDocument,
) => Promise<Omit<ReadinessFacts, 'ticks' | 'slug'>>;

const KEPT_MS = 5_000;

export function createReadinessService(options: {
  database: Database;
  store: TickStore;
  audit: Audit;
  clock: Clock;
  findFacts: FindFacts;
  /** The sentence of an item, in Indonesian. */
  words(fact: ReadyFact): string;
}): ReadinessService {
  const { database, store, audit, clock, findFacts, words } = options;
  const listeners: ((session: string) => void)[] = [];
  const kept = new Map<string, { at: number; facts: ReturnType<FindFacts> }>();
  const factsOf = (session: SessionDocument): ReturnType<FindFacts> => {
    const now = clock.now().getTime();
    const known = kept.get(session._id);
    if (known && now - known.at < KEPT_MS && now >= known.at) return known.facts;
    const facts = findFacts(session);
    kept.set(session._id, { at: now, facts });
    // What could not be found out is asked for again at once.
    facts.catch(() => kept.delete(session._id));
    return facts;
  };
  return {
    async list(session) {
      const [facts, ticks] = await Promise.all([factsOf(session), store.list(session._id)]);
      const all = readyFacts({ ...facts, ticks, slug: session.slug });
      return all.map(({ values, ...item }) => ({
        ...item,
        words: words({ ...item, values }),
      }));
    },
    async tick({ session, item, on }, by) {
      if (session.status.endedAt !== null) throw new AppError('SESSION_ENDED');
      const at = clock.now();
      await database.transaction(async (transaction) => {
        const changed = on
          ? await store.add({ session: session._id, item, by: by.actor.label, at }, transaction)
          : await store.remove(session._id, item, transaction);
        if (!changed) return;
        const event = on ? 'readiness.ticked' : 'readiness.unticked';
        await audit.write({ event, data: { item }, session: session._id, ...by }, transaction);
      });
      for (const listener of listeners) listener(session._id);
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
