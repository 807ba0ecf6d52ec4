// Group commit: order, batches, and errors that reach only their own callers.
import { expect } from 'chai';
import { createGroupCommit } from '../../server/core/group-commit.ts';

const deferred = () => {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

describe('group commit', () => {
  it('writes together what arrives while a batch is in flight, one batch at a time', async () => {
    const batches: number[][] = [];
    const gates = [deferred(), deferred()];
    const commit = createGroupCommit<number, number>({
      async write(items) {
        batches.push(items);
        await gates[batches.length - 1]?.promise;
        return items.map((item) => item * 10);
      },
    });
    const first = commit.add(1);
    await Promise.resolve();
    await Promise.resolve();
    const rest = [commit.add(2), commit.add(3)];
    expect(commit.pending()).to.equal(3);
    gates[0]?.resolve();
    expect(await first).to.equal(10);
    gates[1]?.resolve();
    expect(await Promise.all(rest)).to.deep.equal([20, 30]);
    expect(batches).to.deep.equal([[1], [2, 3]]);
    expect(commit.pending()).to.equal(0);
  });

  it('never writes more than the limit at once', async () => {
    const sizes: number[] = [];
    const commit = createGroupCommit<number, number>({
      max: 4,
      write: async (items) => {
        sizes.push(items.length);
        return items;
      },
    });
    await Promise.all(Array.from({ length: 10 }, (_, index) => commit.add(index)));
    expect(sizes).to.deep.equal([4, 4, 2]);
  });

  it('refuses only the item whose own write failed', async () => {
    const commit = createGroupCommit<number, number>({
      write: async (items) => items.map((item) => (item === 2 ? new Error('double') : item)),
    });
    const results = await Promise.allSettled([commit.add(1), commit.add(2), commit.add(3)]);
    expect(results.map((result) => result.status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('goes on after a batch that failed as a whole', async () => {
    let calls = 0;
    const commit = createGroupCommit<number, number>({
      write: async (items) => {
        calls += 1;
        if (calls === 1) throw new Error('the database is gone');
        return items;
      },
    });
    const [failed] = await Promise.allSettled([commit.add(1)]);
    expect(failed?.status).to.equal('rejected');
    expect(await commit.add(2)).to.equal(2);
  });
});
