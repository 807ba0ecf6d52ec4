// What the log is made of: the leaves of signatures and of amendments, as the sequencer reads them.
import type { SignatureStore } from '../signatures/index.ts';
import type { AmendmentStore } from './amendment-store.ts';
import type { EntryKind } from './log-model.ts';

/** A leaf that belongs into the log. */
export interface SourceLeaf {
  /** Id of the signature or amendment. */
  source: string;
  kind: EntryKind;
  leaf: string;
  leafHash: string;
  at: Date;
  /** Id of the signature that an amendment is about: it must be in the log before. */
  about: string | null;
}

export interface LeafSource {
  /** Sessions that have leaves. */
  sessions(): Promise<string[]>;
  /** How many leaves a session has; leaves are never deleted. */
  count(session: string): Promise<number>;
  /** In the order of the log: signatures before amendments. All of them without `since`. */
  read(session: string, since?: Date): Promise<SourceLeaf[]>;
}

/** What is asked of the signatures; void ones are no leaves. */
export type SignatureLeaves = Pick<SignatureStore, 'signedSessions' | 'count' | 'leavesSince'>;

/** Both kinds of leaves as one source. */
export function createLeafSource(
  signatures: SignatureLeaves,
  amendments: Pick<AmendmentStore, 'list' | 'count'>,
): LeafSource {
  return {
    sessions: () => signatures.signedSessions(),
    count: async (session) => (await amendments.count(session)) + (await signatures.count(session)),
    async read(session, since = new Date(0)) {
      // Amendments first: the signature of each that is found is then found too.
      const amended = await amendments.list(session, since);
      const signed = await signatures.leavesSince(session, since);
      return [
        ...signed.map(({ _id, leaf, leafHash, signedAt }) => ({
          ...{ source: _id, kind: 'signature' as const, about: null },
          ...{ leaf, leafHash, at: signedAt },
        })),
        ...amended.map(({ _id, kind, leaf, leafHash, at, signature }) => ({
          ...{ source: _id, kind, about: signature },
          ...{ leaf, leafHash, at },
        })),
      ];
    },
  };
}
