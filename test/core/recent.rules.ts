// One reading for all who ask within a short time; a failed one is not kept.
import { expect } from 'chai';
import { createRecent } from '../../server/core/recent.ts';

const at = (milliseconds: number) => new Date(milliseconds);

describe('what was read a moment ago', () => {
  let read: number;
  const count = async () => ++read;
  beforeEach(() => {
    read = 0;
  });

  it('serves everybody until its time is over', async () => {
    const recent = createRecent<number>(100);
    const all = [0, 50, 99].map((now) => recent({ key: 'a', now: at(now) }, count));
    expect(await Promise.all(all)).to.deep.equal([1, 1, 1]);
    expect(await recent({ key: 'a', now: at(100) }, count)).to.equal(2);
  });

  it('serves one key and one state only', async () => {
    const recent = createRecent<number>(100);
    await recent({ key: 'a', state: 'x', now: at(0) }, count);
    expect(await recent({ key: 'b', state: 'x', now: at(0) }, count)).to.equal(2);
    expect(await recent({ key: 'a', state: 'y', now: at(0) }, count)).to.equal(3);
  });

  it('is read anew after a failure', async () => {
    const recent = createRecent<number>(100);
    const fail = () => Promise.reject(new Error('no'));
    expect(await recent({ key: 'a', now: at(0) }, fail).catch(() => 'failed')).to.equal('failed');
    expect(await recent({ key: 'a', now: at(1) }, count)).to.equal(1);
  });
});
