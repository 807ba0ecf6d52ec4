// The cap on viewers, with a list and a clock of our own.
import { expect } from 'chai';
import { createViewerCount } from '../../server/livestream/viewer-count.ts';

function bench(cap: number) {
  let listed: string[] | undefined = [];
  let looks = 0;
  let at = 0;
  const count = createViewerCount({
    cap,
    clock: { now: () => new Date(at) },
    list: async () => {
      looks += 1;
      return listed;
    },
  });
  return {
    ...count,
    looks: () => looks,
    later: (ms: number, identities: string[] | undefined) => {
      at += ms;
      listed = identities;
    },
  };
}

describe('count of viewers', () => {
  it('admits up to the cap and refuses the next', async () => {
    const viewers = bench(2);
    expect(await viewers.admit('s', 'a')).to.equal(true);
    expect(await viewers.admit('s', 'b')).to.equal(true);
    expect(await viewers.admit('s', 'c')).to.equal(false);
    expect(await viewers.admit('other', 'c')).to.equal(true);
  });

  it('never refuses one who watches already', async () => {
    const viewers = bench(1);
    viewers.later(0, ['a']);
    expect(await viewers.admit('s', 'a')).to.equal(true);
    expect(await viewers.admit('s', 'b')).to.equal(false);
  });

  it('gives back the place of one who left, and of one who never arrived', async () => {
    const viewers = bench(1);
    await viewers.admit('s', 'a');
    viewers.later(29_000, []);
    expect(await viewers.admit('s', 'b')).to.equal(false);
    viewers.later(2000, []);
    expect(await viewers.admit('s', 'b')).to.equal(true);
  });

  it('counts one who is on the list and on the way once', async () => {
    const viewers = bench(5);
    await viewers.admit('s', 'a');
    viewers.later(6000, ['a']);
    expect(await viewers.count('s')).to.equal(1);
  });

  it('keeps the last figure when nobody can tell, and asks once for many at a time', async () => {
    const viewers = bench(2000);
    const crowd = Array.from({ length: 1238 }, (_, i) => viewers.admit('s', `p${i}`));
    expect((await Promise.all(crowd)).every(Boolean)).to.equal(true);
    expect(viewers.looks()).to.equal(1);
    viewers.later(6000, undefined);
    expect(await viewers.count('s')).to.equal(1238);
  });
});
