// The sum of lanes: side by side and one after the other, with a test that fails and a lane that
// breaks off, which must never look like a run without failures.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runLanes } from './run-lanes.ts';

const SPECS = {
  good: `it('holds', () => undefined); it('holds too', () => undefined);`,
  bad: `it('holds', () => undefined); it('breaks', () => { throw new Error('on purpose'); });`,
  gone: `it('holds', () => undefined); it('ends everything', () => process.exit(0));`,
  hook: `describe('a hook', () => { before(() => { throw new Error('x'); }); it('never', () => 1); });`,
};

describe('tests in lanes', function () {
  this.timeout(60_000);
  let folder: string;
  const file = (name: keyof typeof SPECS) => join(folder, `${name}.cjs`);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-lanes-'));
    for (const [name, text] of Object.entries(SPECS)) {
      await writeFile(join(folder, `${name}.cjs`), text);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are one sum, and each line says which lane it is from', async () => {
    const lines: string[] = [];
    const sum = await runLanes([[[file('good')], [file('bad')]], [[file('good')]]], (line) =>
      lines.push(line),
    );
    expect(sum).to.include({ passed: 5, failed: 1, skipped: 0 });
    expect(sum.failures.map(({ title, file }) => [title, file])).to.deep.equal([
      ['breaks', file('bad')],
    ]);
    expect(sum.failures[0]?.error).to.include('on purpose').and.include('bad.cjs');
    expect(lines.filter((line) => line.includes('on purpose'))).to.satisfy((own: string[]) =>
      own.every((line) => line.startsWith('2| ')),
    );
    expect(lines.join('\n')).to.include('on purpose');
  });

  it('fail when a lane ends before its time, or in a hook', async () => {
    const sum = await runLanes([[[file('gone')], [file('hook')]]], () => undefined);
    expect(sum.failed).to.equal(2);
    const told = sum.failures.map(({ title, error }) => `${title}: ${error}`).join();
    expect(told).to.include('gone.cjs').and.include('a hook');
  });
});
