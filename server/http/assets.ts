// The built browser files: which tags a page needs, and building them when their sources changed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { compressFiles } from './asset-files.ts';

/** Where the files of dist/client are served. */
export const ASSETS_PATH = '/assets/';

const chunkSchema = z.object({
  file: z.string(),
  src: z.string().optional(),
  css: z.array(z.string()).default([]),
  imports: z.array(z.string()).default([]),
});
const manifestSchema = z.record(z.string(), chunkSchema);
type Manifest = z.infer<typeof manifestSchema>;

/** Addresses for the layout's head: stylesheets in order, scripts, and the one font. */
export interface PageTags {
  styles: string[];
  scripts: string[];
  /** Modules that the scripts import, to be fetched at once with them. */
  modules: string[];
  preloads: string[];
}
export interface Assets {
  /** Tags of an entry in client/pages; only the common ones for `null` or an unknown entry. */
  tags(entry: string | null): PageTags;
}

/** The interface face as far as nearly every text goes (client/styles/fonts.css). */
const FIRST_FONT = 'sans-core.woff2';

const chunkStyles = (manifest: Manifest, key: string, seen = new Set<string>()): string[] => {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return [];
  seen.add(key);
  return [...chunk.imports.flatMap((next) => chunkStyles(manifest, next, seen)), ...chunk.css];
};

const chunkImports = (manifest: Manifest, key: string, seen = new Set<string>()): string[] => {
  for (const next of manifest[key]?.imports ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    chunkImports(manifest, next, seen);
  }
  return [...seen].flatMap((name) => manifest[name]?.file ?? []);
};

/** Reads the manifest of a finished build in `distDir`; throws when there is none. */
export function createAssets({ distDir }: { distDir: string }): Assets {
  const text = readFileSync(join(distDir, '.vite/manifest.json'), 'utf8');
  const manifest = manifestSchema.parse(JSON.parse(text));
  const url = (file: string): string => ASSETS_PATH + file;
  const common = manifest['client/styles/common.css']?.file;
  const font = Object.entries(manifest).find(([key]) => key.endsWith(`/${FIRST_FONT}`))?.[1].file;
  const hasCode = (file: string): boolean =>
    readFileSync(join(distDir, file), 'utf8')
      .replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
      .trim() !== '';
  const build = (entry: string): PageTags => {
    const key = `client/pages/${entry}.ts`;
    const chunk = manifest[key];
    const styles = [...(common ? [common] : []), ...new Set(chunkStyles(manifest, key))];
    const runs = chunk !== undefined && hasCode(chunk.file);
    return {
      styles: styles.map(url),
      scripts: runs ? [url(chunk.file)] : [],
      modules: runs ? chunkImports(manifest, key).map(url) : [],
      preloads: font ? [url(font)] : [],
    };
  };
  const cache = new Map<string, PageTags>();
  return {
    tags(entry) {
      const name = entry ?? 'error';
      const tags = cache.get(name) ?? build(name);
      cache.set(name, tags);
      return tags;
    },
  };
}

const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** SHA-256 over the names and bytes of everything that the build reads. */
export function sourcesHash(root: string): string {
  const hash = createHash('sha256');
  const files = [
    ...['client', 'server/protocol', 'server/regions/data'].flatMap((dir) =>
      filesUnder(join(root, dir)),
    ),
    join(root, 'vite.config.ts'),
    join(root, 'server/http/asset-files.ts'),
    join(root, 'package-lock.json'),
  ];
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Builds dist/client with Vite unless it was built from exactly these sources.
 * Tells `report` when it starts and ends; resolves to whether it built.
 */
export async function buildClient(options: {
  root: string;
  report?: { step(text: string): void; done(text: string): void };
}): Promise<boolean> {
  const { root, report } = options;
  const stamp = join(root, 'dist/client/.vite/sources');
  const hash = sourcesHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  report?.step('Menyusun halaman peramban');
  const { build } = await import('vite');
  await build({ root, configFile: join(root, 'vite.config.ts') });
  compressFiles(join(root, 'dist/client'));
  writeFileSync(stamp, hash);
  report?.done('Halaman peramban tersusun');
  return true;
}
