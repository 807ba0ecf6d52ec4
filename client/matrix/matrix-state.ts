// The matrix in the browser: a snapshot's cells by region, and the deltas that follow it.
import type { MatrixDelta, MatrixRow, MatrixSnapshot } from '../../server/protocol/matrix.ts';

export interface MatrixState {
  /** Rows in the server's order; empty before the first snapshot. */
  rows(): MatrixRow[];
  replace(snapshot: MatrixSnapshot): void;
  /** Applies a delta; false when one is missing before it and a snapshot must be asked for. */
  apply(delta: MatrixDelta): boolean;
}

/** A delta on its way may be this much older than a snapshot; one further back is another process's. */
const LATE_DELTAS = 20;

/** A state without a version yet. A delta that is slightly older than the picture is passed over. */
export function createMatrixState(): MatrixState {
  let version: number | undefined;
  let cells = new Map<string, MatrixRow>();
  return {
    rows: () => [...cells.values()],
    replace({ v, rows }) {
      version = v;
      cells = new Map(rows.map((row) => [row[0], row]));
    },
    apply({ v, from, rows }) {
      if (version === undefined) return false;
      if (v <= version) return version - v <= LATE_DELTAS;
      if (from > version) return false;
      version = v;
      for (const row of rows) cells.set(row[0], row);
      return true;
    },
  };
}
