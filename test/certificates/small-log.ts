// A log of a few leaves for the tests of verification: real proofs and signed heads, kept in memory.

import type { SealKeys } from '../../server/keys/index.ts';
import {
  createMerkleTree,
  leafHash as hashOf,
  headText,
  type SignedHead,
} from '../../server/proofs/index.ts';
import type { LogDoor } from '../../server/verification/index.ts';

/** The log's door; `append` takes leaf hashes, `pending` is what the sequencer has not reached. */
export function createSmallLog({ keyId, sign }: SealKeys['evidence']) {
  const sessions = new Map<string, { tree: ReturnType<typeof createMerkleTree>; at: string[] }>();
  const state = { pending: 0 };
  const of = (session: string) => {
    const known = sessions.get(session) ?? { tree: createMerkleTree(), at: [] };
    sessions.set(session, known);
    return known;
  };
  const headAt = (session: string, size: number): SignedHead => {
    const root = of(session).tree.root(size).toString('hex');
    const time = '2026-10-07T02:01:00.000Z';
    const head = { session, size, previous: 0, root, time };
    const text = headText(head);
    return { ...head, text, signature: sign(Buffer.from(text)).toString('base64'), keyId };
  };
  const door: LogDoor = {
    async inclusionOf(session, hash) {
      const { tree, at } = of(session);
      const index = at.indexOf(hash);
      if (index < 0) return undefined;
      const proof = tree.inclusionProof(index, tree.size);
      return { index, head: headAt(session, tree.size), proof };
    },
    headAt: async (session, size) =>
      size <= of(session).tree.size ? headAt(session, size) : undefined,
    standingOf: async () => undefined,
    stateOf: async () => ({ pending: state.pending }),
  };
  return {
    door,
    state,
    append(session: string, ...hashes: string[]) {
      const { tree, at } = of(session);
      for (const hash of hashes) {
        tree.append(Buffer.from(hash, 'hex'));
        at.push(hash);
      }
    },
    /** Any leaf beside those that are looked for. */
    fill(session: string, count: number) {
      for (let i = 0; i < count; i++) this.append(session, hashOf(`daun ${i}`));
    },
  };
}
