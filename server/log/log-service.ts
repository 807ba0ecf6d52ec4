// What the log tells: heads, entries, proofs, time stamps and its own state. It only reads.
import type { SignedHead } from '../proofs/index.ts';
import type { AmendmentDocument } from './amendment-model.ts';
import type { AmendmentStore } from './amendment-store.ts';
import type { LeafSource } from './leaf-source.ts';
import type { EntryDocument, EntryKind, HeadDocument } from './log-model.ts';
import type { LogStore } from './log-store.ts';
import type { LogTrees } from './log-trees.ts';

/** A leaf at its place; it holds no name. */
export interface LogEntry {
  index: number;
  kind: EntryKind;
  /** Canonical JSON, byte for byte. */
  leaf: string;
  leafHash: string;
}

export interface Inclusion {
  index: number;
  head: SignedHead;
  proof: Buffer[];
}

/** A time-stamping authority's word on a head. */
export interface HeadTimestamp {
  /** Size of the stamped head; every smaller head is older by its consistency with it. */
  size: number;
  /** DER TimeStampToken (RFC 3161) over the SHA-256 of the head's text. */
  token: Buffer;
}

/**
 * none: no head has an independent time yet; earlier: one does, but not the newest; stamped: the
 * newest does.
 */
export type TimeState = 'none' | 'earlier' | 'stamped';

export interface LogState {
  /** Leaves under the newest head. */
  size: number;
  /** Leaves that no head covers yet. */
  pending: number;
  head: SignedHead | undefined;
  time: TimeState;
  /** Size of the newest stamped head; 0 without one. */
  stampedSize: number;
}

/** What became of a signature after it was made. */
export interface Standing {
  withdrawnAt: Date | undefined;
  /** The name as it was last corrected; null when it was erased. */
  corrected: { name: string; acting: string } | null | undefined;
}

export interface LogService {
  headOf(session: string): Promise<SignedHead | undefined>;
  headAt(session: string, size: number): Promise<SignedHead | undefined>;
  /** Oldest first: those of at least `from` leaves. */
  heads(session: string, from?: number, limit?: number): Promise<SignedHead[]>;
  /** Those under the newest head, from an index on. */
  entries(session: string, from?: number): AsyncIterable<LogEntry>;
  page(session: string, from: number, limit: number): Promise<LogEntry[]>;
  /** Proven in the newest head, or in the head of `size`; undefined when it is not in it. */
  inclusionOf(session: string, leafHash: string, size?: number): Promise<Inclusion | undefined>;
  /** undefined when the newest head is smaller than `second`, or `first` is larger. */
  consistencyOf(session: string, first: number, second: number): Promise<Buffer[] | undefined>;
  stateOf(session: string): Promise<LogState>;
  /** The first stamp that covers the head of `size`; undefined: no independent time yet. */
  timestampOf(session: string, size: number): Promise<HeadTimestamp | undefined>;
  timestamps(session: string): Promise<HeadTimestamp[]>;
  /** Withdrawn and corrected signatures by their id; others are missing. */
  standings(session: string): Promise<Map<string, Standing>>;
  /** The same for one signature. */
  standingOf(signature: string): Promise<Standing | undefined>;
  /** Of one signature, in their order. */
  amendmentsOf(signature: string): Promise<AmendmentDocument[]>;
  /** With reasons and names: for staff and for the evidence bundle's maker, not for the public. */
  amendments(session: string): Promise<AmendmentDocument[]>;
}

export interface LogServiceDependencies {
  store: LogStore;
  amendments: AmendmentStore;
  source: Pick<LeafSource, 'count'>;
  trees: LogTrees;
}

/** The service; it keeps trees in memory and nothing else. */
export function createLogService(deps: LogServiceDependencies): LogService {
  const { store, amendments } = deps;
  const headOf = async (session: string) => signedHead(await store.newestHead(session));
  const sizeOf = async (session: string) => (await store.newestHead(session))?.size ?? 0;
  const page = async (session: string, from: number, limit: number) => {
    const count = Math.min(limit, (await sizeOf(session)) - from);
    const found: LogEntry[] = [];
    if (count <= 0) return found;
    for await (const entry of store.readEntries(session, from, count)) found.push(toEntry(entry));
    return found;
  };
  return {
    headOf,
    headAt: async (session, size) => signedHead(await store.findHead(session, size)),
    heads: async (session, from = 0, limit) =>
      (await store.listHeads(session, from, limit)).map(toSigned),
    async *entries(session, from = 0) {
      const size = await sizeOf(session);
      if (size <= from) return;
      for await (const entry of store.readEntries(session, from, size - from)) {
        yield toEntry(entry);
      }
    },
    page,
    ...proofsOf(deps),
    ...statesOf(deps, headOf),
    amendmentsOf: (signature) => amendments.listOf(signature),
    amendments: (session) => amendments.list(session),
  };
}

const proofsOf = ({
  store,
  trees,
}: LogServiceDependencies): Pick<LogService, 'inclusionOf' | 'consistencyOf'> => ({
  async inclusionOf(session, leafHash, size) {
    const head =
      size === undefined ? await store.newestHead(session) : await store.findHead(session, size);
    if (!head) return undefined;
    const { tree, places } = await trees.grow(session, head.size);
    const index = places.get(leafHash);
    if (index === undefined || index >= head.size) return undefined;
    return { index, head: toSigned(head), proof: tree.inclusionProof(index, head.size) };
  },
  async consistencyOf(session, first, second) {
    const head = await store.newestHead(session);
    if (!head || second > head.size || first > second) return undefined;
    const { tree } = await trees.grow(session, second);
    return tree.consistencyProof(first, second);
  },
});

const statesOf = (
  { store, source, amendments }: LogServiceDependencies,
  headOf: LogService['headOf'],
): Pick<LogService, 'stateOf' | 'timestampOf' | 'timestamps' | 'standings' | 'standingOf'> => ({
  async stateOf(session) {
    const [head, count, stamp] = await Promise.all([
      headOf(session),
      source.count(session),
      store.newestTimestamp(session),
    ]);
    const size = head?.size ?? 0;
    const stampedSize = stamp?.size ?? 0;
    const time = stampedSize === 0 ? 'none' : stampedSize < size ? 'earlier' : 'stamped';
    return { size, pending: Math.max(0, count - size), head, time, stampedSize };
  },
  timestampOf: (session, size) => store.timestampFrom(session, size),
  timestamps: (session) => store.listTimestamps(session),
  async standings(session) {
    const standings = new Map<string, Standing>();
    for (const one of await amendments.list(session)) {
      standings.set(one.signature, amended(standings.get(one.signature), one));
    }
    return standings;
  },
  async standingOf(signature) {
    const all = await amendments.listOf(signature);
    return all.reduce<Standing | undefined>(amended, undefined);
  },
});

const amended = (before: Standing | undefined, { kind, at, personal }: AmendmentDocument) => ({
  withdrawnAt: kind === 'withdrawal' ? at : before?.withdrawnAt,
  corrected:
    kind === 'correction'
      ? personal && { name: personal.name, acting: personal.acting }
      : before?.corrected,
});

const toEntry = ({ sequence, kind, leaf, leafHash }: EntryDocument): LogEntry => ({
  index: sequence,
  kind,
  leaf,
  leafHash,
});

const toSigned = (head: HeadDocument): SignedHead => ({
  session: head.session,
  size: head.size,
  previous: head.previous,
  root: head.root,
  time: head.time.toISOString(),
  text: head.text,
  signature: head.signature,
  keyId: head.keyId,
});

const signedHead = (head: HeadDocument | undefined) => head && toSigned(head);
