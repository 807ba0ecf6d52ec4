// Intervals on their way into the database: a crowd shares its writes, and what a database that
// was away did not take is written when it is back.
import { createGroupCommit } from '../core/group-commit.ts';
import type { Logger } from '../core/logger.ts';
import type { PresenceDocument } from './presence-model.ts';
import type { Closing, PresenceStore } from './presence-store.ts';

/**
 * A crowd's arrivals within this time share one write, and one message to each board; the moments
 * that are stored are those of the connections.
 */
const GATHER_MS = 40;

/** An interval of this process: what is to be stored of it, and how far that has got. */
export interface Piece {
  document: PresenceDocument;
  isStored: boolean;
  /** Set when it ends; the document itself is as it was when it began. */
  ending: Closing | undefined;
  isEndStored: boolean;
}

export interface PieceWriter {
  /** Stores what is new of the piece; resolves also when that has to wait for the database. */
  save(piece: Piece): Promise<void>;
  /** Tries again what has failed. */
  retry(): Promise<void>;
  /** Those whose storing has failed so far. */
  unsaved(): Piece[];
  drain(): Promise<void>;
}

export const newPiece = (document: PresenceDocument): Piece => ({
  document,
  isStored: false,
  ending: undefined,
  isEndStored: false,
});

export function createPieceWriter(
  store: Pick<PresenceStore, 'insertMany' | 'closeMany'>,
  logger: Logger,
): PieceWriter {
  const failed = new Set<Piece>();
  const opening = createGroupCommit<PresenceDocument, true>({
    gatherMs: GATHER_MS,
    async write(documents) {
      await store.insertMany(documents);
      return documents.map(() => true as const);
    },
  });
  const closing = createGroupCommit<Closing, true>({
    gatherMs: GATHER_MS,
    async write(closings) {
      await store.closeMany(closings);
      return closings.map(() => true as const);
    },
  });
  const write = async (piece: Piece): Promise<void> => {
    if (!piece.isStored) await opening.add(piece.document);
    piece.isStored = true;
    if (!piece.ending || piece.isEndStored) return;
    await closing.add(piece.ending);
    piece.isEndStored = true;
  };
  const save = async (piece: Piece): Promise<void> => {
    try {
      await write(piece);
      failed.delete(piece);
    } catch (error) {
      if (failed.size === 0) {
        logger.warn({ error: String(error) }, 'Presence could not be stored; it is tried again');
      }
      failed.add(piece);
    }
  };
  return {
    save,
    async retry() {
      await Promise.all([...failed].map(save));
    },
    unsaved: () => [...failed],
    async drain() {
      await Promise.all([opening.drain(), closing.drain()]);
    },
  };
}
