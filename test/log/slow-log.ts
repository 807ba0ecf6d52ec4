// A log as slow and plain as can be: what a stored log must look like, recomputed from nothing.
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { readHead, verifyHead } from '../../server/proofs/index.ts';
import type { LogWorld } from './log-world.ts';

const sha256 = (...parts: Buffer[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** MTH of RFC 6962 section 2.1, word by word. */
export function slowRoot(leaves: string[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return sha256(Buffer.of(0), Buffer.from(first, 'utf8'));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.of(1), slowRoot(leaves.slice(0, split)), slowRoot(leaves.slice(split)));
}

/**
 * Throws unless what is stored of the session is one log: every wanted source once, no gap, one
 * chain of heads, each head's root and signature right. Resolves with the sources in their order.
 */
export async function requireLog(
  { store, signer }: Pick<LogWorld, 'store' | 'signer'>,
  session: string,
  wanted: string[],
): Promise<string[]> {
  const entries = [];
  for await (const entry of store.readEntries(session, 0)) entries.push(entry);
  expect(entries.map(({ sequence }) => sequence)).to.deep.equal(entries.map((_, at) => at));
  const sources = entries.map(({ source }) => source);
  expect([...sources].sort(), 'each leaf once').to.deep.equal([...wanted].sort());
  const leaves = entries.map(({ leaf }) => leaf);
  let previous = 0;
  let time = '';
  for (const { size, text, signature, root } of await store.listHeads(session, 0)) {
    expect(verifyHead(text, signature, signer.certificate), `head ${size}`).to.not.equal(undefined);
    const head = readHead(text);
    expect(head).to.include({ session, size, previous, root });
    expect(root).to.equal(slowRoot(leaves.slice(0, size)).toString('hex'));
    expect((head?.time ?? '') >= time, 'heads never go back in time').to.equal(true);
    previous = size;
    time = head?.time ?? '';
  }
  expect(previous, 'the newest head covers everything').to.equal(entries.length);
  return sources;
}
