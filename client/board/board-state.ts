// The board's picture in the browser: a snapshot, and the deltas that follow it.
import type { BoardDelta, BoardRow, BoardSnapshot } from '../../server/protocol/board.ts';

export interface BoardState {
  /** The current picture; undefined before the first snapshot. */
  current(): BoardSnapshot | undefined;
  replace(snapshot: BoardSnapshot): void;
  /** Applies a delta; false when one is missing before it and a snapshot must be asked for. */
  apply(delta: BoardDelta): boolean;
}

const withChanges = (rows: readonly BoardRow[], changed: readonly BoardRow[]): BoardRow[] => {
  const byCode = new Map(changed.map((row) => [row[0], row]));
  return rows.map((row) => byCode.get(row[0]) ?? row);
};

/** A delta on its way may be this much older than a snapshot; one further back is another board's. */
const LATE_DELTAS = 20;

/** An empty board state. A delta that is slightly older than the picture is passed over. */
export function createBoardState(): BoardState {
  let picture: BoardSnapshot | undefined;
  return {
    current: () => picture,
    replace(snapshot) {
      picture = snapshot;
    },
    apply(delta) {
      if (!picture) return false;
      if (delta.v <= picture.v) return picture.v - delta.v <= LATE_DELTAS;
      if (delta.from > picture.v) return false;
      const { v, phase, counters, latest } = delta;
      picture = { v, phase, counters, latest, rows: withChanges(picture.rows, delta.rows) };
      return true;
    },
  };
}
