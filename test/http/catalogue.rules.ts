// The catalogue: every key that a template or a page's script names exists, in matching files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { fill, loadCatalogue, type TextTree } from '../../server/http/catalogue.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'templates/catalogue');
const catalogue = loadCatalogue(folder, { strict: true });

const filesUnder = (path: string, ending: string): string[] =>
  readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(root, path, file));

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const leaves = (tree: TextTree, path = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const here = path ? `${path}.${key}` : key;
      return typeof value === 'string' ? [[here, value] as const] : [...leaves(value, here)];
    }),
  );

const area = (language: string, file: string): Map<string, string> =>
  leaves(JSON.parse(readFileSync(join(folder, language, file), 'utf8')));

const placeholders = (text: string): string[] => [...new Set(matches(text, /\{(\w+)\}/g))].sort();

describe('catalogue', () => {
  it('holds every key that a template names', () => {
    const missing = filesUnder('templates', '.hbs').flatMap((file) =>
      matches(readFileSync(file, 'utf8'), /[{(]\s*t\s+"([^"]+)"/g)
        .filter((key) => !catalogue.has(key))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('holds every family of keys that a template puts together', () => {
    const missing = filesUnder('templates', '.hbs').flatMap((file) =>
      matches(readFileSync(file, 'utf8'), /\bt \(concat "([^"]+)\./g)
        .filter((path) => Object.keys(catalogue.subtree('id', path)).length === 0)
        .map((path) => `${file}: ${path}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('holds every key that a script of the browser names', () => {
    const known = new Set(
      readdirSync(join(folder, 'id')).flatMap((file) => {
        const name = file.slice(0, -'.json'.length);
        return [...leaves(catalogue.subtree('id', `${name}.client`)).keys()];
      }),
    );
    const missing = filesUnder('client', '.ts').flatMap((file) =>
      matches(readFileSync(file, 'utf8'), /\btext\(\s*'([^']+)'/g)
        .filter((key) => !known.has(key))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).to.deep.equal([]);
  });

  for (const file of readdirSync(join(folder, 'en'))) {
    it(`has no English text without an Indonesian one: ${file}`, () => {
      const indonesian = area('id', file);
      for (const [key, english] of area('en', file)) {
        const base = indonesian.get(key);
        expect(base, key).to.be.a('string');
        expect(placeholders(base ?? ''), key).to.include.members(placeholders(english));
      }
    });
  }

  it('has no empty text', () => {
    for (const file of readdirSync(join(folder, 'id'))) {
      for (const [key, text] of area('id', file)) expect(text.trim(), key).not.to.equal('');
    }
  });

  it('falls back to Indonesian, fills placeholders, and says which key is missing', () => {
    expect(catalogue.text('en', 'home.agenda.placeholders')).to.match(/^Jam pada/);
    expect(catalogue.text('id', 'home.agenda.minutes', { count: 25 })).to.equal('25 menit');
    expect(fill('{a} {b} {a}', { a: 1 })).to.equal('1 {b} 1');
    expect(() => catalogue.text('id', 'home.nothing')).to.throw('home.nothing');
    expect(loadCatalogue(folder).text('id', 'home.nothing')).to.equal('[home.nothing]');
  });

  it('never answers from a prototype', () => {
    expect(catalogue.has('home.constructor')).to.equal(false);
    expect(catalogue.subtree('id', 'toString')).to.deep.equal({});
  });
});
