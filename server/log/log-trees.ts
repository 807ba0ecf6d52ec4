// The trees that proofs are made from: one in memory for each session that somebody asks about,
// grown from what is stored.
import { createMerkleTree, type MerkleTree } from '../proofs/index.ts';
import type { LogStore } from './log-store.ts';

export interface SessionTree {
  tree: MerkleTree;
  /** Place of a leaf by its hash (64 hexadecimal digits). */
  places: Map<string, number>;
}

export interface LogTrees {
  /** The session's tree with at least `size` leaves. */
  grow(session: string, size: number): Promise<SessionTree>;
}

/** A leaf takes some 200 bytes; the session that was asked about longest ago is forgotten first. */
const KEEP = 12;

/** Nothing in memory yet. */
export function createLogTrees(store: Pick<LogStore, 'readEntries'>, keep = KEEP): LogTrees {
  const held = new Map<string, { tree: SessionTree; growing: Promise<unknown> }>();
  return {
    async grow(session, size) {
      const one = held.get(session) ?? { tree: newTree(), growing: Promise.resolve() };
      held.delete(session);
      held.set(session, one);
      const [oldest] = held.keys();
      if (held.size > keep && oldest) held.delete(oldest);
      if (one.tree.tree.size >= size) return one.tree;
      // One after another: two that read the same entries would add them twice.
      const growing = one.growing.then(() => readInto(one.tree, store, session, size));
      one.growing = growing.catch(() => undefined);
      await growing;
      return one.tree;
    },
  };
}

const newTree = (): SessionTree => ({ tree: createMerkleTree(), places: new Map() });

async function readInto(
  { tree, places }: SessionTree,
  store: Pick<LogStore, 'readEntries'>,
  session: string,
  size: number,
): Promise<void> {
  if (tree.size >= size) return;
  for await (const { sequence, leafHash } of store.readEntries(session, tree.size)) {
    if (sequence !== tree.size) throw new Error(`The log of ${session} lacks entry ${tree.size}`);
    tree.append(Buffer.from(leafHash, 'hex'));
    places.set(leafHash, sequence);
  }
  if (tree.size < size) throw new Error(`The log of ${session} is shorter than its head`);
}
