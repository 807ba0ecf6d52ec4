// The pooled randomness: as many bytes as asked for, and none of them twice.
import { expect } from 'chai';
import { systemRandom } from '../../server/core/random.ts';

describe('the system’s randomness', () => {
  it('gives as many bytes as asked for, small, at the pool’s edge and large', () => {
    for (const size of [0, 1, 16, 32, 1_023, 1_024, 1_025, 4_096, 10_000]) {
      expect(systemRandom(size)).to.have.length(size);
    }
  });

  it('never gives the same twice, and what was given stays as it was', () => {
    const given = Array.from({ length: 5_000 }, () => systemRandom(16));
    const texts = given.map((bytes) => bytes.toString('hex'));
    expect(new Set(texts).size).to.equal(5_000);
    expect(texts).not.to.include('0'.repeat(32));
    systemRandom(1_000);
    expect(given.map((bytes) => bytes.toString('hex'))).to.deep.equal(texts);
  });

  it('has every value of a byte about equally often', () => {
    const counts = new Array<number>(256).fill(0);
    for (let turn = 0; turn < 8_000; turn++) {
      for (const byte of systemRandom(32)) counts[byte] = (counts[byte] ?? 0) + 1;
    }
    // 1,000 expected of each, with a deviation of 32.
    expect(Math.min(...counts)).to.be.above(800);
    expect(Math.max(...counts)).to.be.below(1_200);
  });
});
