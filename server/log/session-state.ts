// One session's log as the sequencer holds it in memory, read anew whenever it takes the lease.
import { createMerkleTree, leafHash, type MerkleTree } from '../proofs/index.ts';
import type { HeadDocument } from './log-model.ts';
import type { LogStore } from './log-store.ts';

export interface SessionState {
  session: string;
  tree: MerkleTree;
  /** Ids of the signatures and amendments in the tree. */
  sources: Set<string>;
  /** Up to here the sources are known, but for what became visible late. */
  newest: Date;
  head: HeadDocument | undefined;
}

/** What is stored is not a log: a person must look. Nothing is signed on top of it. */
export class LogBrokenError extends Error {
  constructor(session: string, what: string) {
    super(`The log of session ${session} is broken: ${what}`);
    this.name = 'LogBrokenError';
  }
}

/**
 * Reads and checks everything that is stored of a session; throws LogBrokenError. `keepAlive` is
 * called on the way: a long log takes longer than a lease.
 */
export async function loadState(
  store: LogStore,
  session: string,
  keepAlive: () => Promise<void>,
): Promise<SessionState> {
  // The head first: every entry that it covers is then there too.
  const head = await store.newestHead(session);
  const tree = createMerkleTree();
  const sources = new Set<string>();
  let newest = new Date(0);
  for await (const entry of store.readEntries(session, 0)) {
    await keepAlive();
    if (entry.sequence !== tree.size) {
      throw new LogBrokenError(session, `entry ${tree.size} is missing`);
    }
    if (leafHash(entry.leaf) !== entry.leafHash) {
      throw new LogBrokenError(session, `entry ${entry.sequence} is not what its hash says`);
    }
    tree.append(Buffer.from(entry.leafHash, 'hex'));
    sources.add(entry.source);
    newest = entry.at;
  }
  if (head && !isRootOf(tree, head)) {
    throw new LogBrokenError(session, `the head of size ${head.size} does not fit the entries`);
  }
  return { session, tree, sources, newest, head };
}

const isRootOf = (tree: MerkleTree, { size, root }: HeadDocument): boolean =>
  size <= tree.size && tree.root(size).toString('hex') === root;
