// The boards in memory: each read once, at first use, and again when it must be; what happens
// while one is being read is applied to it afterwards.
import type { Clock } from '../core/clock.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { BoardFact } from './board-facts.ts';
import {
  applyFact,
  applyStatus,
  type BoardSources,
  type LoadedBoard,
  readBoard,
} from './board-loader.ts';

export interface BoardShelf {
  find(session: string): LoadedBoard | undefined;
  get(session: string): Promise<LoadedBoard>;
  all(): [string, LoadedBoard][];
  take(fact: BoardFact): void;
  /**
   * Reads a board anew. It continues the versions of the one it replaces: what differs goes out
   * as an ordinary delta, and nobody who follows the board has to ask.
   */
  reload(session: string): Promise<LoadedBoard>;
}

interface State {
  boards: Map<string, LoadedBoard>;
  reading: Map<string, Promise<LoadedBoard>>;
  /** Facts since the oldest reading began. */
  waiting: BoardFact[];
}

export interface ShelfOptions {
  sources: BoardSources;
  live: Pick<LiveSessions, 'find'>;
  clock: Clock;
}

/** An empty shelf. */
export function createBoardShelf(options: ShelfOptions): BoardShelf {
  const state: State = {
    boards: new Map(),
    reading: new Map(),
    waiting: [],
  };
  const load = (id: string): Promise<LoadedBoard> => {
    const promise = readAndPut(id, state, options).finally(() => {
      state.reading.delete(id);
      if (state.reading.size === 0) state.waiting.length = 0;
    });
    state.reading.set(id, promise);
    return promise;
  };
  return {
    find: (id) => state.boards.get(id),
    get: async (id) => state.boards.get(id) ?? state.reading.get(id) ?? load(id),
    all: () => [...state.boards],
    take: (fact) => take(state, fact),
    async reload(id) {
      // A reading that began before may have seen the state before. Of several who wait for it one
      // reads at a time: the first to end would throw away the facts that the others still need.
      for (let before = state.reading.get(id); before; before = state.reading.get(id)) {
        await before.catch(() => undefined);
      }
      return load(id);
    },
  };
}

const readAndPut = async (
  id: string,
  { boards, waiting }: State,
  { sources, live, clock }: ShelfOptions,
): Promise<LoadedBoard> => {
  const session = live.find(id);
  if (!session) throw new Error(`No session ${id}`);
  const firstVersion = Math.floor(clock.now().getTime() / 1000) % 1_000_000_000;
  const memory = boards.get(id)?.projection.memory;
  const board = await readBoard(session, sources, { firstVersion, memory });
  // What happened while reading; facts are idempotent, so seeing one twice is harmless.
  for (const fact of waiting) applyFact(board, fact);
  applyStatus(board, live.find(id) ?? session);
  const before = boards.get(id);
  if (before) board.projection.continueFrom(before.projection);
  else {
    board.projection.flush();
    board.projection.flushMatrix();
    board.projection.takeTouched();
  }
  boards.set(id, board);
  return board;
};

const take = ({ boards, reading, waiting }: State, fact: BoardFact): void => {
  if (reading.size > 0) waiting.push(fact);
  if ('session' in fact) {
    const board = boards.get(fact.session);
    if (board) applyFact(board, fact);
    return;
  }
  for (const board of boards.values()) applyFact(board, fact);
};
