// The seal that is tried before an event: holds with the platform's own keys, and says when not.
import { expect } from 'chai';
import { trySeal } from '../../server/sealing/index.ts';
import { openSealBench, type SealBench } from '../certificates/sealed.ts';

describe('trying the seal', function () {
  this.timeout(60_000);
  let bench: SealBench;
  const at = new Date();
  before(async () => {
    bench = await openSealBench(at);
  });
  after(() => bench?.remove());

  it('holds for who trusts our root, and no longer once a byte is changed', async () => {
    const { signer, trustedRoots: roots } = bench.keys;
    expect(await trySeal(signer, { roots, at })).to.equal(true);
  });

  it('does not hold under another root', async () => {
    expect(await trySeal(bench.keys.signer, { roots: [], at })).to.equal(false);
  });

  it('does not hold when the seal’s certificate was revoked', async () => {
    const { signer, trustedRoots: roots } = bench.keys;
    const serials = bench.keys.status(at, []).map(({ serial }) => serial);
    const revoked = new Map(serials.map((serial) => [serial, new Date(at.getTime() - 1000)]));
    expect(await trySeal(signer, { roots, at, revoked })).to.equal(false);
  });

  it('rejects where the key signs nothing', async () => {
    const broken = { ...bench.keys.signer, sign: () => Promise.reject(new Error('no key')) };
    const { trustedRoots: roots } = bench.keys;
    const tried = await trySeal(broken, { roots, at }).then(
      (holds) => `holds: ${holds}`,
      (error: Error) => error.message,
    );
    expect(tried).to.equal('no key');
  });
});
