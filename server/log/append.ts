// One step of the sequencer on one session: find what the log lacks, add it, sign a head.
// Nothing here is locked: every write can be refused by an index, and then all is read anew.
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { HeldLease } from '../core/lease.ts';
import type { RandomSource } from '../core/random.ts';
import { headText } from '../proofs/index.ts';
import type { LeafSource, SourceLeaf } from './leaf-source.ts';
import type { EntryDocument, HeadDocument } from './log-model.ts';
import type { LogStore } from './log-store.ts';
import type { SessionState } from './session-state.ts';

/** Signs heads: the platform's evidence key. */
export interface HeadSigner {
  keyId: string;
  sign(bytes: Buffer): Buffer;
}

export interface AppendDependencies {
  store: LogStore;
  source: LeafSource;
  signer: HeadSigner;
  time: { clock: Clock; random: RandomSource };
  /** Entries in one insert. */
  chunk?: number;
  /** For tests: runs between what is read and what is written. */
  beforeWrite?: (step: 'entries' | 'head') => Promise<void>;
}

/** The lease went to another process: everything in memory may be old. */
export class LeaseLostError extends Error {
  constructor() {
    super('The lease of the log was taken by another process');
    this.name = 'LeaseLostError';
  }
}

const CHUNK = 1_000;
/** A signature becomes visible at most this long after its moment of receipt, as a rule. */
const OVERLAP_MS = 30_000;

/**
 * Adds what `state` lacks; `all` looks at every leaf of the session, else at recent ones. The
 * number of leaves added. Throws LeaseLostError or the database's refusal: drop `state` then.
 */
export async function appendPending(
  deps: AppendDependencies,
  state: SessionState,
  lease: HeldLease,
  { all }: { all: boolean },
): Promise<number> {
  const since = all ? undefined : new Date(state.newest.getTime() - OVERLAP_MS);
  const read = await deps.source.read(state.session, since);
  const pending = selectPending(read, state);
  const size = deps.chunk ?? CHUNK;
  for (let from = 0; from < pending.length; from += size) {
    if (from > 0) await requireLease(lease);
    await deps.beforeWrite?.('entries');
    await addChunk(deps, state, lease.epoch, pending.slice(from, from + size));
  }
  for (const { at } of read) if (at > state.newest) state.newest = at;
  if (state.tree.size > (state.head?.size ?? 0)) await addHead(deps, state, lease);
  return pending.length;
}

/** What is not in the log; an amendment waits until the signature that it is about is. */
function selectPending(leaves: SourceLeaf[], { sources }: SessionState): SourceLeaf[] {
  const added = new Set<string>();
  return leaves.filter(({ source, about }) => {
    if (sources.has(source) || added.has(source)) return false;
    if (about !== null && !sources.has(about) && !added.has(about)) return false;
    added.add(source);
    return true;
  });
}

const requireLease = async (lease: HeldLease) => {
  if (!(await lease.renew())) throw new LeaseLostError();
};

async function addChunk(
  { store, time }: AppendDependencies,
  state: SessionState,
  epoch: number,
  leaves: SourceLeaf[],
): Promise<void> {
  const at = time.clock.now();
  const { session, tree, sources } = state;
  const entries = leaves.map(
    ({ source, kind, leaf, leafHash }, place): EntryDocument => ({
      _id: newId(time.random),
      session,
      sequence: tree.size + place,
      leaf,
      leafHash,
      kind,
      source,
      epoch,
      at,
    }),
  );
  await store.insertEntries(entries);
  for (const leaf of leaves) {
    tree.append(Buffer.from(leaf.leafHash, 'hex'));
    sources.add(leaf.source);
  }
}

async function addHead(
  deps: AppendDependencies,
  state: SessionState,
  lease: HeldLease,
): Promise<void> {
  await requireLease(lease);
  const head = newHead(deps, state, lease.epoch);
  await deps.beforeWrite?.('head');
  await deps.store.insertHead(head);
  state.head = head;
}

function newHead(
  { signer, time }: AppendDependencies,
  { session, tree, head }: SessionState,
  epoch: number,
): HeadDocument {
  // Clocks of two processes differ by some milliseconds; heads never go back in time.
  const now = Math.max(time.clock.now().getTime(), head?.time.getTime() ?? 0);
  const facts = {
    session,
    size: tree.size,
    previous: head?.size ?? 0,
    root: tree.root().toString('hex'),
  };
  const text = headText({ ...facts, time: new Date(now).toISOString() });
  return {
    _id: `${session}/${tree.size}`,
    ...facts,
    time: new Date(now),
    text,
    signature: signer.sign(Buffer.from(text, 'utf8')).toString('base64'),
    keyId: signer.keyId,
    epoch,
  };
}
