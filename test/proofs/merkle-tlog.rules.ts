// The Merkle tree against one that is not ours: golang.org/x/mod/sumdb/tlog. Its roots and proofs
// are ours, it takes our proofs, and what it refuses of tampered ones we refuse too.
import { expect } from 'chai';
import { z } from 'zod';
import { verifyConsistency, verifyInclusion } from '../../server/proofs/index.ts';
import { hasValidator, tlog } from '../support/validators.ts';
import { flipped, hex, treeOf } from './merkle-world.ts';

const SIZE = 70;
const hashes = z.array(z.string());
const answerSchema = z.object({
  roots: hashes,
  inclusion: z.array(hashes),
  consistency: z.array(hashes),
  claims: z.array(z.string()),
});

interface Claim {
  kind: 'inclusion' | 'consistency';
  first: number;
  second: number;
  old: Buffer;
  root: Buffer;
  proof: Buffer[];
}

const tree = treeOf(SIZE);
const sizes = Array.from({ length: SIZE }, (_, place) => place + 1);
const leaves = sizes.map((size) => Buffer.from(`${size - 1}`).toString('hex'));
const pairs = sizes.flatMap((size) => sizes.slice(0, size).map((one) => [one, size] as const));

const inclusionClaim = ([one, size]: readonly [number, number]): Claim => ({
  kind: 'inclusion',
  first: one - 1,
  second: size,
  old: tree.leaf(one - 1),
  root: tree.root(size),
  proof: tree.inclusionProof(one - 1, size),
});
const consistencyClaim = ([one, size]: readonly [number, number]): Claim => ({
  kind: 'consistency',
  first: one,
  second: size,
  old: tree.root(one),
  root: tree.root(size),
  proof: tree.consistencyProof(one, size),
});

/** The claim and its tampered ones: a bit of each hash, other numbers, a step more or fewer. */
const tampered = (claim: Claim, bit: number): Claim[] => [
  { ...claim, old: flipped(claim.old, bit) },
  { ...claim, root: flipped(claim.root, bit) },
  ...claim.proof.map((_, at) => ({
    ...claim,
    proof: claim.proof.map((step, place) => (place === at ? flipped(step, bit) : step)),
  })),
  { ...claim, first: claim.first + 1 },
  { ...claim, second: claim.second + 1 },
  { ...claim, proof: claim.proof.slice(1) },
  { ...claim, proof: [...claim.proof, claim.old] },
];

const weTake = ({ kind, first, second, old, root, proof }: Claim): boolean =>
  kind === 'inclusion'
    ? verifyInclusion({ leafHash: old, index: first, size: second, proof, root })
    : verifyConsistency({ first, second, firstRoot: old, secondRoot: root, proof });

const ask = async (claims: Claim[]) =>
  answerSchema.parse(
    await tlog({
      leaves,
      inclusion: pairs.map(([one, size]) => [one - 1, size]),
      consistency: pairs,
      claims: claims.map((claim) => ({
        ...claim,
        old: claim.old.toString('hex'),
        root: claim.root.toString('hex'),
        proof: hex(claim.proof),
      })),
    }),
  );

describe('the Merkle tree and the one of Go', () => {
  before(async function () {
    this.timeout(300_000);
    if (!(await hasValidator('tlog'))) this.skip();
  });

  it('have the same roots and the same proofs, and each takes those of the other', async () => {
    const claims = [...pairs.map(inclusionClaim), ...pairs.map(consistencyClaim)];
    const said = await ask(claims);
    expect(said.roots).to.deep.equal(hex(sizes.map((size) => tree.root(size))));
    const theirs = [...said.inclusion, ...said.consistency];
    expect(theirs).to.deep.equal(claims.map(({ proof }) => hex(proof)));
    expect(said.claims.filter(Boolean)).to.deep.equal([]);
    expect(claims.every(weTake)).to.equal(true);
  });

  it('refuse the same tampered proofs', async () => {
    const some = pairs.filter(([one, size]) => (one * 7 + size) % 5 === 0);
    const claims = [...some.map(inclusionClaim), ...some.map(consistencyClaim)].flatMap(
      (claim, at) => tampered(claim, at),
    );
    const said = await ask(claims);
    expect(said.claims.filter((reason) => !reason).length).to.be.lessThan(claims.length / 10);
    for (const [at, reason] of said.claims.entries()) {
      const claim = claims[at];
      if (claim) expect(weTake(claim), JSON.stringify(claim)).to.equal(reason === '');
    }
  });
});
