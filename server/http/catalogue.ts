// Every text on screen, by language, area and key: templates/catalogue/<language>/<area>.json.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from './language.ts';

/** Texts of an area; keys may nest. */
export interface TextTree {
  [key: string]: string | TextTree;
}
export type TextParameters = Record<string, string | number>;

export interface Catalogue {
  /** The text of `area.key`, `{name}` replaced; Indonesian where the language lacks it. */
  text(language: Language, key: string, parameters?: TextParameters): string;
  /** All texts under `area` or `area.key`, Indonesian filling the gaps; {} when there are none. */
  subtree(language: Language, path: string): TextTree;
  /** True when the Indonesian catalogue holds a text under the key. */
  has(key: string): boolean;
}

const isTree = (value: string | TextTree | undefined): value is TextTree =>
  typeof value === 'object';

const lookUp = (tree: TextTree, path: string): string | TextTree | undefined =>
  path
    .split('.')
    .reduce<string | TextTree | undefined>(
      (node, part) => (isTree(node) && Object.hasOwn(node, part) ? node[part] : undefined),
      tree,
    );

/** `over` laid on `base`, key by key. */
const merge = (base: TextTree, over: TextTree): TextTree => {
  const merged: TextTree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(value) && isTree(below) ? merge(below, value) : value;
  }
  return merged;
};

/** Replaces `{name}` by its parameter; an unknown placeholder stays visible. */
export const fill = (text: string, parameters: TextParameters = {}): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : placeholder,
  );

const readLanguage = (folder: string): TextTree => {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
};

/**
 * Reads the catalogue once. A key that no language holds shows itself as `[key]`, or throws when
 * `strict` (as in tests), so that it cannot stay unseen.
 */
export function loadCatalogue(dir: string, { strict = false } = {}): Catalogue {
  const base = readLanguage(join(dir, 'id'));
  const trees = new Map(
    LANGUAGES.map((language) => [
      language,
      language === 'id' ? base : merge(base, readLanguage(join(dir, language))),
    ]),
  );
  const find = (language: Language, path: string) => lookUp(trees.get(language) ?? base, path);
  return {
    text(language, key, parameters) {
      const found = find(language, key);
      if (typeof found === 'string') return fill(found, parameters);
      if (strict) throw new Error(`No text for ${key}`);
      return `[${key}]`;
    },
    subtree(language, path) {
      const found = find(language, path);
      return isTree(found) ? found : {};
    },
    has: (key) => typeof lookUp(base, key) === 'string',
  };
}
