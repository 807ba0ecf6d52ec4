// Whatever the verifier finds it can say, in both languages: an auditor never meets a bare code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = join(ROOT, 'server/evidence-check');

const wordsOf = (language: string): Record<'lie' | 'note', Record<string, string>> =>
  JSON.parse(readFileSync(join(ROOT, `templates/catalogue/${language}/verifier.json`), 'utf8'));

describe('the words of the offline verifier', () => {
  const source = readdirSync(SOURCES)
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
    .join('\n');
  const codes = (pattern: RegExp) =>
    [...source.matchAll(pattern)].map(([, code]) => code ?? '').filter(Boolean);
  const lies = [
    ...codes(/group\.lie\(\s*'([A-Z_]+)'/g),
    ...codes(/\| '(ZIP_[A-Z_]+)'/g),
    ...codes(/no\('(STATEMENT_[A-Z]+)'\)/g),
  ];
  const notes = codes(/group\.(?:note|leaveUnchecked)\(\s*'([A-Z_]+)'/g);

  for (const language of ['id', 'en']) {
    it(`has them all in ${language}`, () => {
      const words = wordsOf(language);
      expect(lies).to.have.length.above(50);
      expect(notes).to.have.length.above(8);
      for (const code of lies) expect(words.lie, code).to.have.property(code);
      for (const code of notes) expect(words.note, code).to.have.property(code);
    });
  }
});
