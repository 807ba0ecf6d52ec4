// One server per data folder: the second is refused while the first lives, and takes over after it.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { acquireDataLock } from '../../server/embedded/data-lock.ts';
import { killHard, refusalOf, startScript, temporaryFolder } from './support.ts';

describe('lock of the data folder', function () {
  this.timeout(20_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('is refused while its holder lives, with the holder named, and free after release', async () => {
    const lock = await acquireDataLock(folder.dir);
    const text = await refusalOf(acquireDataLock(folder.dir));
    expect(text)
      .to.include(folder.dir)
      .and.include(`proses ${process.pid}`)
      .and.include('DATA_DIR');
    await lock.release();
    await (await acquireDataLock(folder.dir)).release();
    expect(await readdir(folder.dir)).to.deep.equal([]);
  });

  it('is refused to another process, and taken over once that one was killed', async () => {
    const { child } = await startScript('./services-child.ts', [folder.dir]);
    const text = await refusalOf(acquireDataLock(folder.dir));
    expect(text).to.include(`proses ${child.pid}`);
    await killHard(child);
    await (await acquireDataLock(folder.dir)).release();
  });

  it('is not fooled by a process id that another program has got since', async () => {
    const file = join(folder.dir, 'lock.json');
    await writeFile(file, JSON.stringify({ pid: process.pid, startedAt: 'earlier' }));
    await acquireDataLock(folder.dir);
    expect(JSON.parse(await readFile(file, 'utf8')).startedAt).not.to.equal('earlier');
  });

  it('goes to one only of many that find a dead holder at once', async () => {
    await writeFile(join(folder.dir, 'lock.json'), '{"pid":999999999,"startedAt":"1"}');
    const children = [1, 2, 3].map(() => startScript('./services-child.ts', [folder.dir]));
    const outcomes = await Promise.allSettled(children);
    const [winner, ...others] = outcomes.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    if (!winner) throw new Error('nobody took the lock');
    expect(others).to.deep.equal([]);
    expect(await refusalOf(acquireDataLock(folder.dir))).to.include(`proses ${winner.child.pid}`);
    await killHard(winner.child);
  });

  it('leaves the lock of its successor alone when released late', async () => {
    const lock = await acquireDataLock(folder.dir);
    const file = join(folder.dir, 'lock.json');
    await writeFile(file, '{"pid":1,"startedAt":"other"}');
    await lock.release();
    expect(JSON.parse(await readFile(file, 'utf8')).pid).to.equal(1);
  });
});
