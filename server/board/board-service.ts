// The boards of this process: read once from the collections, kept true by the change stream,
// flushed at most twice a second. No counter is stored anywhere.
import type { PresenceDocument } from '../attendance/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Connection } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { BoardDelta, BoardPhase, BoardSnapshot } from '../protocol/board.ts';
import { BOARD_INTERVAL_MS } from '../protocol/limits.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import type { Registration } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { type BoardFact, watchBoardFacts } from './board-facts.ts';
import { type BoardProjection, type BoardSeat, createBoardProjection } from './board-projection.ts';

/** What a board is rebuilt from; each is one read for the whole session. */
export interface BoardSources {
  regions(session: SessionDocument): Promise<string[]>;
  seats(session: string): Promise<BoardSeat[]>;
  registrations(session: string): Promise<Registration[]>;
  presence(session: string, endedAt: Date | undefined): Promise<PresenceDocument[]>;
  signedSeats(session: string): Promise<string[]>;
}

export interface BoardFlush {
  session: string;
  delta: BoardDelta | undefined;
  /** Regions whose delegation changed; null is Pusat dan Kanreg. */
  touched: Set<string | null>;
}

export interface Boards {
  /** The current snapshot; the board is read from the collections on first use. */
  snapshot(session: string): Promise<BoardSnapshot>;
  delegation(session: string, region: string | null): Promise<DelegationRow[]>;
  /** Called after each flush that has something new. */
  onFlush(listener: (flush: BoardFlush) => void): void;
  /** True when the change stream runs and every running session's board is built. */
  isReady(): boolean;
  stop(): Promise<void>;
}

const phaseOf = ({ status }: SessionDocument): BoardPhase => {
  if (status.session === 'ended' || status.session === 'archived') return 'frozen';
  return status.signingOpenedAt ? 'signing' : 'presence';
};

interface Entry {
  projection: BoardProjection;
  frozen: boolean;
}

export async function createBoards(options: {
  connection: Connection;
  sources: BoardSources;
  live: LiveSessions;
  clock: Clock;
  logger: Logger;
}): Promise<Boards> {
  const { connection, sources, live, clock, logger } = options;
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<Entry>>();
  const waitingFacts: BoardFact[] = [];
  const seatOfRegistration = new Map<string, { session: string; seat: string }>();
  const listeners: ((flush: BoardFlush) => void)[] = [];
  let ready = false;
  let stopped = false;

  const apply = ({ projection, frozen }: Entry, fact: BoardFact) => {
    if (fact.kind === 'signed') projection.signed(fact.seat);
    if (frozen) return;
    if (fact.kind === 'opened') projection.opened(fact.interval, fact.seat);
    if (fact.kind === 'closed') projection.closed(fact.interval);
    if (fact.kind === 'ended') projection.ended(fact.registration);
    if (fact.kind === 'checked-in') {
      const seat = seatOfRegistration.get(fact.registration)?.seat;
      if (seat) projection.checkedIn(fact.registration, seat, fact.at);
    }
  };

  const take = (fact: BoardFact) => {
    if (loading.size > 0) waitingFacts.push(fact);
    if (fact.kind === 'registered') {
      seatOfRegistration.set(fact.registration, { session: fact.session, seat: fact.seat });
      return;
    }
    if ('session' in fact) {
      const entry = entries.get(fact.session);
      if (entry) apply(entry, fact);
      return;
    }
    for (const entry of entries.values()) apply(entry, fact);
  };

  const read = async (id: string): Promise<Entry> => {
    const session = live.find(id);
    if (!session) throw new Error(`No session ${id}`);
    const frozen = phaseOf(session) === 'frozen';
    const { endedAt } = session.status;
    const [regions, seats, registrations, presence, signedSeats] = await Promise.all([
      sources.regions(session),
      sources.seats(id),
      sources.registrations(id),
      sources.presence(id, frozen && endedAt ? new Date(endedAt) : undefined),
      sources.signedSeats(id),
    ]);
    const firstVersion = Math.floor(clock.now().getTime() / 1000) % 1_000_000_000;
    const projection = createBoardProjection({ regions, seats, firstVersion });
    for (const one of registrations) {
      seatOfRegistration.set(one._id, { session: id, seat: one.seat });
      if (one.checkedInAt) projection.checkedIn(one._id, one.seat, one.checkedInAt.getTime());
    }
    for (const one of presence) projection.opened(one._id, one.seat);
    for (const seat of signedSeats) projection.signed(seat);
    return { projection, frozen };
  };

  const load = (id: string): Promise<Entry> => {
    const running = loading.get(id);
    if (running) return running;
    const promise = read(id)
      .then((entry) => {
        // What happened while reading; facts are idempotent, so seeing one twice is harmless.
        for (const fact of waitingFacts) apply(entry, fact);
        applyStatus(entry, live.find(id));
        entry.projection.flush();
        entry.projection.takeTouched();
        entries.set(id, entry);
        return entry;
      })
      .finally(() => {
        loading.delete(id);
        if (loading.size === 0) waitingFacts.length = 0;
      });
    loading.set(id, promise);
    return promise;
  };

  const get = async (id: string): Promise<Entry> => entries.get(id) ?? load(id);

  live.onChange((session, before) => {
    const entry = entries.get(session._id);
    if (!entry) return;
    applyStatus(entry, session);
    if (phaseOf(session) === 'frozen' && before && phaseOf(before) !== 'frozen') {
      // Read once more as of the end, so that late news of the stream decides nothing.
      load(session._id).catch((error) =>
        logger.error({ error: String(error) }, 'The board could not be frozen'),
      );
    }
  });

  const loadRunning = () =>
    Promise.all(
      live
        .list()
        .filter(({ status }) => ['doors', 'live', 'paused'].includes(status.session))
        .map(({ _id }) => load(_id)),
    );

  const onLost = (error: unknown) => {
    if (stopped) return;
    ready = false;
    logger.warn({ error: String(error) }, 'The change stream broke; the boards are read anew');
    setTimeout(() => start().catch(onLost), 1_000).unref();
  };
  let watching: { stop(): Promise<void> } | undefined;
  const start = async () => {
    await watching?.stop().catch(() => undefined);
    watching = await watchBoardFacts(connection, take, onLost);
    const known = [...entries.keys()];
    entries.clear();
    await Promise.all(known.map(load));
    await loadRunning();
    ready = true;
  };
  await start();

  const timer = setInterval(() => {
    for (const [session, { projection }] of entries) {
      const delta = projection.flush();
      const touched = projection.takeTouched();
      if (!delta && touched.size === 0) continue;
      for (const listener of listeners) listener({ session, delta, touched });
    }
  }, BOARD_INTERVAL_MS);

  return {
    snapshot: async (id) => (await get(id)).projection.snapshot(),
    delegation: async (id, region) => (await get(id)).projection.delegation(region),
    onFlush: (listener) => {
      listeners.push(listener);
    },
    isReady: () => ready,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await watching?.stop();
    },
  };
}

const applyStatus = (entry: Entry, session: SessionDocument | undefined): void => {
  if (!session) return;
  const { signingOpenedAt } = session.status;
  const openedAt = signingOpenedAt ? Date.parse(signingOpenedAt) : undefined;
  entry.projection.setPhase(phaseOf(session), openedAt);
};
