// A validator that is missing is named, and its test fails: it is never left out in silence.
import { expect } from 'chai';
import { hasValidator, VALIDATORS } from './validators.ts';

describe('a machine without validators', () => {
  const { PATH, IKRAR_WITHOUT } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
    delete process.env.IKRAR_WITHOUT;
    if (IKRAR_WITHOUT !== undefined) process.env.IKRAR_WITHOUT = IKRAR_WITHOUT;
  });

  it('is told which one is missing and how to get it', async () => {
    process.env.PATH = '/nonexistent';
    delete process.env.IKRAR_WITHOUT;
    // Go's program lies ready once it was built: it needs nothing else to run.
    for (const name of VALIDATORS.filter((one) => one !== 'tlog')) {
      const error = await hasValidator(name).catch((reason: unknown) => reason);
      expect(String(error), name)
        .to.include(`The validator ${name} is missing (`)
        .and.include(`IKRAR_WITHOUT=${name}`);
    }
  });

  it('does without one only when it was asked to, and says so', async () => {
    process.env.IKRAR_WITHOUT = 'qpdf';
    const said: unknown[] = [];
    const { log } = console;
    console.log = (line) => said.push(line);
    try {
      expect(await hasValidator('qpdf')).to.equal(false);
    } finally {
      console.log = log;
    }
    expect(said.join()).to.include('NOT CHECKED: without qpdf');
  });
});
