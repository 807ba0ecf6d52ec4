// What the ceremony asks of the log, and the keeper that ends its windows in time.
import { createTickCounts } from './ceremony/index.ts';
import type { DomainOptions, Domains } from './compose-domains.ts';
import type { ClockWatch } from './core/clock-watch.ts';
import type { Connection } from './core/database.ts';
import { createAmendmentStore, createLeafSource, createLogStore } from './log/index.ts';
import {
  createWindowKeeper,
  type LiveSessions,
  type LogStand,
  type SessionService,
} from './sessions/index.ts';
import type { SignatureStore } from './signatures/index.ts';

/** Reads how far a session's log is: its newest head, then how many leaves there are by now. */
export function logStandIn(connection: Connection, signatures: SignatureStore) {
  const store = createLogStore(connection);
  const source = createLeafSource(signatures, createAmendmentStore(connection));
  return async (session: string): Promise<LogStand | undefined> => {
    const head = await store.newestHead(session);
    if (!head) return undefined;
    const { root, size } = head;
    return { root, size, pending: Math.max(0, (await source.count(session)) - size) };
  };
}

/** Who has agreed to the clause at hand, counted from now on. */
export function countTicks(
  { logger }: Pick<DomainOptions, 'logger'>,
  { live, stores, clausesOf }: Pick<Domains, 'live' | 'stores' | 'clausesOf'>,
) {
  const counts = createTickCounts({ live, clausesOf, count: stores.readings.countTicked, logger });
  counts.start();
  return counts;
}

/** The keeper, at work from now on; by the watched time, as the windows are written. */
export function keepWindows(
  { logger }: Pick<DomainOptions, 'logger'>,
  places: { live: LiveSessions; clockWatch: ClockWatch; sessions: SessionService },
) {
  const { live, clockWatch, sessions } = places;
  const keeper = createWindowKeeper({ live, sessions, now: clockWatch.now, logger });
  keeper.start();
  return keeper;
}
