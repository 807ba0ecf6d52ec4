// Vite plugin: the places of the province clusters as a stylesheet, made of the layout's data.
// No page needs an inline style, and another layout is another entry of the data file.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { type BoardLayouts, boardLayoutsSchema } from '../../server/protocol/board-layout.ts';

const NAME = 'virtual:board-layout.css';

/** Rules that give each cluster its column count, column and row (unit: one tile pitch). */
export function boardLayoutCss(layouts: BoardLayouts): string {
  return Object.entries(layouts)
    .flatMap(([id, layout]) => [
      `[data-layout="${id}"] { --kolom: ${layout.columns}; --baris: ${layout.rows}; }`,
      `[data-layout="${id}"] .pp-luar { --c: ${layout.outside.x}; --y: ${layout.outside.y}; }`,
      ...layout.clusters.map(
        (cluster) =>
          `[data-layout="${id}"] [data-province="${cluster.province}"] ` +
          `{ --k: ${cluster.columns}; --c: ${cluster.x}; --y: ${cluster.y}; }`,
      ),
    ])
    .join('\n');
}

/** Serves `virtual:board-layout.css` from the given JSON file. */
export function boardLayoutPlugin(file: string): Plugin {
  const id = `\0${NAME}`;
  return {
    name: 'board-layout-css',
    resolveId: (source) => (source === NAME ? id : null),
    load(requested) {
      if (requested !== id) return null;
      this.addWatchFile(file);
      return boardLayoutCss(boardLayoutsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
    },
  };
}
