// Builds the browser's part: one entry per page in client/pages, and the common stylesheet.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { boardLayoutPlugin } from './client/build/board-layout-css.ts';
import { coreFontsPlugin } from './client/build/core-fonts-plugin.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const pages = readdirSync(join(root, 'client/pages'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(root, 'client/pages', file));

/** Shared by stage, sheet and minutes. */
const OFFICIAL =
  /client\/(realtime|stage\/(screen|come-back|scene-part|region-part)|lib\/symbols|talk\/(announcement|talk-later))|protocol\/(board-|number-)/;

/** What every page with a line has, staff's too: the socket, and words and figures of the board. */
const LINE =
  /vite\/preload-helper|node_modules\/(@socket|socket|engine)\.io|client\/(lib\/(live|page-data|symbols|device)|realtime\/(dom|ceremony-part)|media\/(arrange|windows))\.ts|protocol\/(board-|number-|next-attempt|keep-line|admission|back-off|session-names|limits|ceremony-words|signing-window)/;

/** What the pages of staff share beside it. */
const STAFF =
  /client\/(lib\/(session-words|messages)|control\/act|board\/board-state|matrix\/matrix-state)|protocol\/(call-list|matrix)\.ts/;
const STAFF_LOOK = /client\/styles\/(staff|control-parts|control-ready|talk-desk)\.css/;

/** The stage's styles, which its pages load together. */
const STAGE_LOOK = /client\/styles\/stage(-states|-panel|-quality)?\.css/;

export default defineConfig({
  root,
  base: '/assets/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [
    boardLayoutPlugin(join(root, 'server/regions/data/board-layout.json')),
    coreFontsPlugin(root),
  ],
  build: {
    outDir: 'dist/client',
    assetsDir: '',
    emptyOutDir: true,
    manifest: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    // livekit-client alone is 570 kB; only the pages with a picture load it, when they need it.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: [join(root, 'client/styles/common.css'), ...pages],
      output: {
        // What every page of an official loads: one file instead of seven, each with its headers.
        codeSplitting: {
          groups: [
            { name: 'line', test: LINE, priority: 2 },
            { name: 'official', test: OFFICIAL, priority: 1 },
            { name: 'staff', test: STAFF },
            { name: 'staff-look', test: STAFF_LOOK },
            { name: 'stage-look', test: STAGE_LOOK },
          ],
        },
      },
    },
  },
});
