// README's configuration table against the schema of the environment: same keys, same words.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { configSchema } from '../../server/config.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const defaults: Record<string, unknown> = configSchema.parse({});

const printDefault = (value: unknown): string => {
  if (value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? '`on`' : '`off`';
  return `\`${value}\``;
};

/** Key -> [default, meaning], from the rows `| KEY | default | meaning |`. */
const rows = new Map(
  [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, key = '', value = '', meaning = '']) => [key, [value.trim(), meaning.trim()]] as const,
  ),
);

describe('the configuration table of the README', () => {
  it('has a row for every key, in the same order, and no other', () => {
    expect([...rows.keys()]).to.deep.equal(Object.keys(configSchema.shape));
  });

  for (const [key, schema] of Object.entries(configSchema.shape)) {
    it(`says of ${key} what the schema says`, () => {
      const [value, meaning] = rows.get(key) ?? [];
      expect(meaning).to.equal(schema.description);
      // The cache lies in the home of whoever runs it; its meaning names the place.
      if (key !== 'CACHE_DIR') expect(value).to.equal(printDefault(defaults[key]));
    });
  }
});
