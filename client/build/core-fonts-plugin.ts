// Vite plugin: makes the fonts that every first view loads, of the packages' own files, before the
// stylesheets ask for them (client/styles/fonts.css, serif.css).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { CORE_CHARACTERS, coreFont } from './fonts/core-font.ts';

interface CoreFont {
  /** The packages' file that it is made of. */
  source: string;
  family: string;
}

/** By the name of the file that is made: `<name>.woff2` in dist/fonts. */
export const CORE_FONTS: Record<string, CoreFont> = {
  'sans-core': {
    source: 'plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2',
    family: 'Ikrar Sans',
  },
  'serif-core': {
    source: 'source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
    family: 'Ikrar Serif',
  },
  'serif-italic-core': {
    source: 'source-serif-4/files/source-serif-4-latin-wght-italic.woff2',
    family: 'Ikrar Serif',
  },
};

/** Where the packages of the fonts are, from the project's folder. */
export const FONT_PACKAGES = 'node_modules/@fontsource-variable';

/** Writes all of them to dist/fonts when a build begins. */
export function coreFontsPlugin(root: string): Plugin {
  return {
    name: 'core-fonts',
    buildStart() {
      const folder = join(root, 'dist/fonts');
      mkdirSync(folder, { recursive: true });
      for (const [name, { source, family }] of Object.entries(CORE_FONTS)) {
        const file = readFileSync(join(root, FONT_PACKAGES, source));
        const part = coreFont(file, { family, characters: CORE_CHARACTERS });
        writeFileSync(join(folder, `${name}.woff2`), part);
      }
    },
  };
}
