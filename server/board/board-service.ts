// The boards of this process: read once from the collections, kept true by the change stream,
// flushed at most twice a second. No counter is stored anywhere.
import type { Clock } from '../core/clock.ts';
import type { Connection } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import type { BoardDelta, BoardSnapshot } from '../protocol/board.ts';
import type { PackedDelta, PackedSnapshot } from '../protocol/board-wire.ts';
import { BOARD_INTERVAL_MS } from '../protocol/limits.ts';
import type { MatrixDelta, MatrixSnapshot } from '../protocol/matrix.ts';
import { isRunning } from '../protocol/session-names.ts';
import type { DelegationRow } from '../protocol/socket-events.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { followFacts } from './board-following.ts';
import { createBoardLag } from './board-lag.ts';
import { applyStatus, type BoardSources, phaseOf } from './board-loader.ts';
import { type BoardShelf, createBoardShelf } from './board-shelf.ts';

export interface BoardFlush {
  session: string;
  delta: BoardDelta | undefined;
  /** Packs this delta, or one that it was merged into. */
  pack(delta: BoardDelta): PackedDelta;
  /** What changed in the staff's matrix. */
  matrix: MatrixDelta | undefined;
  /** Delegations that changed, as of this very version; region null is Pusat dan Kanreg. */
  delegations: Map<string | null, DelegationRow[]>;
}

export interface Boards {
  /** The current snapshot; the board is read from the collections on first use. */
  snapshot(session: string): Promise<BoardSnapshot>;
  /** The version of a board that has been read; undefined before. */
  versionOf(session: string): number | undefined;
  /** The snapshot as it travels. */
  packed(session: string): Promise<PackedSnapshot>;
  /** The staff's matrix: every seat of every region; read like the board. */
  matrix(session: string): Promise<MatrixSnapshot>;
  delegation(session: string, region: string | null): Promise<DelegationRow[]>;
  /** Called after each flush that has something new. */
  onFlush(listener: (flush: BoardFlush) => void): void;
  /** Called when a seat's holder was released or their PIN reset: their connections must end. */
  onHolderEnded(listener: (registration: string) => void): void;
  /** Called when changes may have been missed and everything is read anew. */
  onReadAnew(listener: () => void): void;
  /** Reads a board anew, if it has been read: its session's seats or regions are others now. */
  readAnew(session: string): Promise<void>;
  /** True when the change stream runs and every running session's board is built. */
  isReady(): boolean;
  /** How far behind the database, in milliseconds; undefined while the stream does not run. */
  lagMs(): number | undefined;
  stop(): Promise<void>;
}

/** Starts the boards: resolves when every running session's is built. */
export async function createBoards(options: {
  connection: Connection;
  sources: BoardSources;
  live: LiveSessions;
  clock: Clock;
  logger: Logger;
  /** Shortest pause between two deltas. */
  intervalMs?: number;
}): Promise<Boards> {
  const { connection, sources, live, clock, logger } = options;
  const shelf = createBoardShelf({ sources, live, clock });
  const lag = createBoardLag(clock);
  const listeners: ((flush: BoardFlush) => void)[] = [];
  const holderListeners: ((registration: string) => void)[] = [];
  const anewListeners: (() => void)[] = [];

  live.onChange((session, before) => followStatus(shelf, logger, session, before));
  const following = await followFacts({
    connection,
    logger,
    onSeen: lag.saw,
    onFact(fact) {
      shelf.take(fact);
      if (fact.kind !== 'ended' && fact.kind !== 'pin-reset') return;
      for (const listener of holderListeners) listener(fact.registration);
    },
    async readAll() {
      for (const listener of anewListeners) listener();
      const running = live.list().filter(({ status }) => isRunning(status.session));
      const ids = new Set([...shelf.all().map(([id]) => id), ...running.map(({ _id }) => _id)]);
      await Promise.all([...ids].map(shelf.reload));
    },
  });
  const timer = setInterval(
    () => flushAll(shelf, listeners),
    options.intervalMs ?? BOARD_INTERVAL_MS,
  );

  return {
    snapshot: async (id) => (await shelf.get(id)).projection.snapshot(),
    versionOf: (id) => shelf.find(id)?.projection.snapshot().v,
    packed: async (id) => (await shelf.get(id)).projection.packed(),
    matrix: async (id) => (await shelf.get(id)).projection.matrix(),
    delegation: async (id, region) => (await shelf.get(id)).projection.delegation(region),
    onFlush: (listener) => {
      listeners.push(listener);
    },
    onHolderEnded: (listener) => {
      holderListeners.push(listener);
    },
    onReadAnew: (listener) => {
      anewListeners.push(listener);
    },
    async readAnew(id) {
      if (shelf.find(id)) await shelf.reload(id);
    },
    isReady: following.isReady,
    lagMs: () => (following.isReady() ? lag.ms() : undefined),
    async stop() {
      clearInterval(timer);
      await following.stop();
    },
  };
}

/**
 * A session that ends is read once more as of its end, so that late news of the stream decides
 * nothing; until then its board stays as it was, and turns into the frozen one in one delta.
 */
const followStatus = (
  shelf: BoardShelf,
  logger: Logger,
  session: SessionDocument,
  before: SessionDocument | undefined,
): void => {
  const board = shelf.find(session._id);
  if (!board) return;
  if (phaseOf(session) !== 'frozen' || !before || phaseOf(before) === 'frozen') {
    applyStatus(board, session);
    return;
  }
  shelf.reload(session._id).catch((error) => {
    applyStatus(board, session);
    logger.error({ error: String(error) }, 'The board could not be frozen');
  });
};

const flushAll = (shelf: BoardShelf, listeners: ((flush: BoardFlush) => void)[]): void => {
  for (const [session, { projection }] of shelf.all()) {
    const delta = projection.flush();
    const matrix = projection.flushMatrix();
    const touched = [...projection.takeTouched()];
    if (!delta && !matrix && touched.length === 0) continue;
    const delegations = new Map(touched.map((code) => [code, projection.delegation(code)]));
    for (const listener of listeners)
      listener({ session, delta, pack: projection.pack, matrix, delegations });
  }
};
