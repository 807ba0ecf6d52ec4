// The Merkle tree: committed vectors, any leaf and any prefix of any tree, any tampering.
import { expect } from 'chai';
import fc from 'fast-check';
import { createMerkleTree, verifyConsistency, verifyInclusion } from '../../server/proofs/index.ts';
import { bytes, flipped, hashOfLeaf, hex, treeOf, vectors } from './merkle-world.ts';

const MAX = 300;
const tree = treeOf(MAX);
const root = (size: number) => tree.root(size);

/** A leaf within a size, or a size within another. */
const inclusion = fc
  .integer({ min: 1, max: MAX })
  .chain((size) =>
    fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }),
  );
const consistency = fc
  .integer({ min: 1, max: MAX })
  .chain((second) =>
    fc.record({ second: fc.constant(second), first: fc.integer({ min: 1, max: second }) }),
  );

const inclusionClaim = (index: number, size: number) => ({
  leafHash: tree.leaf(index),
  index,
  size,
  proof: tree.inclusionProof(index, size),
  root: root(size),
});
const consistencyClaim = (first: number, second: number) => ({
  first,
  second,
  firstRoot: root(first),
  secondRoot: root(second),
  proof: tree.consistencyProof(first, second),
});

describe('the Merkle tree against committed vectors', () => {
  const small = createMerkleTree();
  for (const leaf of vectors.leaves) small.append(hashOfLeaf(bytes(leaf)));

  it('hashes leaves and gives every root', () => {
    expect(hex(vectors.leaves.map((leaf) => hashOfLeaf(bytes(leaf))))).to.deep.equal(
      vectors.leafHashes,
    );
    expect(hex(vectors.roots.map((_, size) => small.root(size)))).to.deep.equal(vectors.roots);
  });

  it('gives the proofs, and the checks take them', () => {
    const rootOf = (size: number) => bytes(vectors.roots[size] ?? '');
    for (const { index, size, proof } of vectors.inclusion) {
      expect(hex(small.inclusionProof(index, size))).to.deep.equal(proof);
      const leafHash = bytes(vectors.leafHashes[index] ?? '');
      const claim = { leafHash, index, size, proof: proof.map(bytes), root: rootOf(size) };
      expect(verifyInclusion(claim), `${index} in ${size}`).to.equal(true);
    }
    for (const { first, second, proof } of vectors.consistency) {
      expect(hex(small.consistencyProof(first, second))).to.deep.equal(proof);
      const roots = { firstRoot: rootOf(first), secondRoot: rootOf(second) };
      const claim = { first, second, ...roots, proof: proof.map(bytes) };
      expect(verifyConsistency(claim), `${first} in ${second}`).to.equal(true);
    }
  });
});

describe('proofs of inclusion', () => {
  it('hold for any leaf of any size', () => {
    fc.assert(
      fc.property(inclusion, ({ index, size }) => verifyInclusion(inclusionClaim(index, size))),
    );
  });

  it('fail with one flipped bit of the leaf, the root or any step', () => {
    fc.assert(
      fc.property(inclusion, fc.nat(255), fc.nat(), ({ index, size }, bit, at) => {
        const claim = inclusionClaim(index, size);
        const step = claim.proof.length > 0 ? at % claim.proof.length : -1;
        const proof = claim.proof.map((one, place) => (place === step ? flipped(one, bit) : one));
        expect(verifyInclusion({ ...claim, leafHash: flipped(claim.leafHash, bit) })).to.equal(
          false,
        );
        expect(verifyInclusion({ ...claim, root: flipped(claim.root, bit) })).to.equal(false);
        if (step >= 0) expect(verifyInclusion({ ...claim, proof })).to.equal(false);
      }),
    );
  });

  it('fail for another place, another size, a longer, shorter or turned proof', () => {
    fc.assert(
      fc.property(inclusion, fc.integer({ min: -3, max: MAX + 3 }), ({ index, size }, other) => {
        const claim = inclusionClaim(index, size);
        if (other !== index) {
          expect(verifyInclusion({ ...claim, index: other })).to.equal(false);
        }
        const { proof } = claim;
        expect(verifyInclusion({ ...claim, proof: [...proof, root(1)] })).to.equal(false);
        expect(verifyInclusion({ ...claim, proof: [root(1), ...proof] })).to.equal(false);
        if (proof.length === 0) return;
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).to.equal(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).to.equal(false);
        if (proof.length < 2) return;
        expect(verifyInclusion({ ...claim, proof: [...proof].reverse() })).to.equal(false);
      }),
    );
  });

  it('say false, and throw nothing, for numbers and hashes that are none', () => {
    const claim = inclusionClaim(3, 7);
    for (const number of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(verifyInclusion({ ...claim, index: number }), `index ${number}`).to.equal(false);
      expect(verifyInclusion({ ...claim, size: number }), `size ${number}`).to.equal(false);
    }
    expect(verifyInclusion({ ...claim, leafHash: Buffer.alloc(31) })).to.equal(false);
    expect(verifyInclusion({ ...claim, proof: [Buffer.alloc(0)] })).to.equal(false);
  });
});

describe('proofs of consistency', () => {
  it('hold for any prefix of any size', () => {
    fc.assert(
      fc.property(consistency, ({ first, second }) =>
        verifyConsistency(consistencyClaim(first, second)),
      ),
    );
  });

  it('fail with one flipped bit of either root or any step', () => {
    fc.assert(
      fc.property(consistency, fc.nat(255), fc.nat(), ({ first, second }, bit, at) => {
        const claim = consistencyClaim(first, second);
        const { firstRoot, secondRoot } = claim;
        expect(verifyConsistency({ ...claim, firstRoot: flipped(firstRoot, bit) })).to.equal(false);
        expect(verifyConsistency({ ...claim, secondRoot: flipped(secondRoot, bit) })).to.equal(
          false,
        );
        if (claim.proof.length === 0) return;
        const step = at % claim.proof.length;
        const proof = claim.proof.map((one, place) => (place === step ? flipped(one, bit) : one));
        expect(verifyConsistency({ ...claim, proof })).to.equal(false);
      }),
    );
  });

  it('fail for other sizes and for a longer, shorter or empty proof', () => {
    fc.assert(
      fc.property(consistency, ({ first, second }) => {
        const claim = consistencyClaim(first, second);
        const { proof } = claim;
        expect(verifyConsistency({ ...claim, proof: [...proof, root(1)] })).to.equal(false);
        expect(verifyConsistency({ ...claim, first: second + 1 })).to.equal(false);
        if (first === second) return;
        expect(verifyConsistency({ ...claim, proof: proof.slice(1) })).to.equal(false);
        expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).to.equal(false);
        expect(verifyConsistency({ ...claim, first: 0 })).to.equal(false);
        expect(verifyConsistency({ ...claim, first: second })).to.equal(false);
      }),
    );
  });

  it('fail for a log whose past was rewritten', () => {
    fc.assert(
      fc.property(consistency, fc.nat(), ({ first, second }, at) => {
        const rewritten = createMerkleTree();
        for (let place = 0; place < second; place += 1) {
          const leaf = tree.leaf(place);
          rewritten.append(place === at % first ? flipped(leaf, at) : leaf);
        }
        const claim = {
          ...consistencyClaim(first, second),
          secondRoot: rewritten.root(),
          proof: rewritten.consistencyProof(first, second),
        };
        expect(verifyConsistency(claim)).to.equal(false);
      }),
      { numRuns: 40 },
    );
  });

  it('let the empty log be the beginning of any, and nothing else be empty', () => {
    const claim = { first: 0, second: 5, firstRoot: root(0), secondRoot: root(5), proof: [] };
    expect(verifyConsistency(claim)).to.equal(true);
    expect(verifyConsistency({ ...claim, firstRoot: root(1) })).to.equal(false);
    expect(verifyConsistency({ ...claim, proof: [root(1)] })).to.equal(false);
  });
});

describe('the tree refuses', () => {
  it('what lies outside of it', () => {
    const small = treeOf(3);
    expect(() => small.root(4)).to.throw(RangeError);
    expect(() => small.leaf(3)).to.throw(RangeError);
    expect(() => small.inclusionProof(3)).to.throw(RangeError);
    expect(() => small.inclusionProof(0, 0)).to.throw(RangeError);
    expect(() => small.consistencyProof(3, 2)).to.throw(RangeError);
    expect(() => small.consistencyProof(1.5, 2)).to.throw(RangeError);
    expect(() => small.append(Buffer.alloc(31))).to.throw(RangeError);
    expect(small.size).to.equal(3);
  });
});
