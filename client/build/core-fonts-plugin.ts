// Vite plugin: makes the fonts that every first view loads, of the packages' own files, before the
// stylesheets ask for them (client/styles/fonts.css, serif.css).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** What is printed on a keyboard, and the signs that the texts have beside it. */
export const CORE_CHARACTERS: string = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)),
  '\u00a0\u00ad©°·×–—‘’“”•…−↑↓',
].join('');

/** The packages' file by the name of the file that is made of it: `<name>.woff2` in dist/fonts. */
export const CORE_FONTS: Record<string, string> = {
  'sans-core': 'plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2',
  'serif-core': 'source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  'serif-italic-core': 'source-serif-4/files/source-serif-4-latin-wght-italic.woff2',
};

/** Where the packages of the fonts are, from the project's folder. */
export const FONT_PACKAGES = 'node_modules/@fontsource-variable';

/** The part of a font (`file`, any web format) that CORE_CHARACTERS need; WOFF2, its axes kept. */
export const coreFont = (file: Buffer): Promise<Buffer> =>
  subsetFont(file, CORE_CHARACTERS, { targetFormat: 'woff2' });

/** Writes all of them to dist/fonts when a build begins. */
export function coreFontsPlugin(root: string): Plugin {
  return {
    name: 'core-fonts',
    async buildStart() {
      const folder = join(root, 'dist/fonts');
      mkdirSync(folder, { recursive: true });
      for (const [name, source] of Object.entries(CORE_FONTS)) {
        const part = await coreFont(readFileSync(join(root, FONT_PACKAGES, source)));
        writeFileSync(join(folder, `${name}.woff2`), part);
      }
    },
  };
}
