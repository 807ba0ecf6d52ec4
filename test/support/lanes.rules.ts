// No test file is left out of the lanes, and none runs twice.
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { findTestFiles, planLanes } from './lanes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the lanes of the suite', () => {
  it('hold every test file exactly once', async () => {
    const files = await findTestFiles(root);
    expect(files).to.include('test/support/lanes.rules.ts');
    const planned = planLanes(files).flat(2);
    expect(planned.sort()).to.deep.equal([...files].sort());
  });

  it('take in a file that nobody named', async () => {
    const files = await findTestFiles(root);
    const more = ['rules', 'refusals', 'behaviour', 'live', 'e2e'].map(
      (kind) => `test/new/new.${kind}.ts`,
    );
    expect(planLanes([...files, ...more]).flat(2)).to.include.members(more);
  });

  it('miss a named file that is gone', () => {
    expect(() => planLanes(['test/core/random.rules.ts'])).to.throw('test/e2e/pages.e2e.ts');
  });
});
