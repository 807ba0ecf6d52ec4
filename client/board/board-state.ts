// The board's picture in the browser: a snapshot, and the deltas that follow it.
import type { BoardSnapshot } from '../../server/protocol/board.ts';
import {
  applyDelta,
  type PackedDelta,
  type PackedSnapshot,
  unpackSnapshot,
} from '../../server/protocol/board-wire.ts';

export interface BoardState {
  /** The current picture; undefined before the first snapshot. */
  current(): BoardSnapshot | undefined;
  /** Takes a snapshot; one that cannot be read changes nothing. */
  replace(snapshot: PackedSnapshot): void;
  /** Applies a delta; false when one is missing before it and a snapshot must be asked for. */
  apply(delta: PackedDelta): boolean;
}

/** An empty board state. A delta that is slightly older than the picture is passed over. */
export function createBoardState(): BoardState {
  let picture: BoardSnapshot | undefined;
  return {
    current: () => picture,
    replace(snapshot) {
      picture = unpackSnapshot(snapshot) ?? picture;
    },
    apply(delta) {
      const next = picture && applyDelta(picture, delta);
      picture = next ?? picture;
      return next !== undefined;
    },
  };
}
