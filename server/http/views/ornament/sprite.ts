// The symbols every page carries once: region tiles, wordmark, icons.
import { ICONS, SCRIPT_ICONS } from './icons.ts';
import { petals } from './kawung.ts';

const symbol = (id: string, box: number, content: string): string =>
  `<symbol id="${id}" viewBox="0 0 ${box} ${box}">${content}</symbol>`;

const square = (attributes: string): string =>
  `<rect x="1" y="1" width="30" height="30" rx="2.5" vector-effect="non-scaling-stroke" ${attributes}/>`;
const PAPER = 'fill="var(--putih)" stroke="var(--tinta)" stroke-width="1.5"';
const ink = (which?: readonly number[]): string => `<g fill="var(--tinta)">${petals(which)}</g>`;

/** `#u0` to `#u3`: absent, partly present, complete, signed. */
const tiles = (): string =>
  symbol(
    'u0',
    32,
    square('fill="none" stroke="var(--garis-kuat)" stroke-width="1.3" stroke-dasharray="3 2.6"'),
  ) +
  symbol('u1', 32, square(PAPER) + ink([0, 2])) +
  symbol('u2', 32, square(PAPER) + ink()) +
  symbol(
    'u3',
    32,
    `<rect x=".25" y=".25" width="31.5" height="31.5" rx="3" fill="var(--merah)"/>` +
      `<g fill="#fff">${petals()}</g>`,
  );

const logo = (): string =>
  symbol(
    'logo',
    32,
    `<g fill="currentColor">${petals()}</g><circle cx="16" cy="16" r="2.1" fill="var(--merah)"/>`,
  );

const icons = (isWanted: (name: string) => boolean): string =>
  Object.entries(ICONS)
    .filter(([name]) => isWanted(name))
    .map(
      ([name, shapes]) =>
        `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
        `stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`,
    )
    .join('');

const svgOf = (isWanted: (name: string) => boolean): string =>
  `<svg class="sprite" width="0" height="0" aria-hidden="true"><defs>${tiles()}${logo()}${icons(isWanted)}</defs></svg>`;

/** The hidden SVG with all symbols; it stands at the top of every page. */
export const sprite = (): string => svgOf(() => true);

/** Where a page wants only the symbols that it shows; `withUsedSymbols` puts them there. */
export const USED_SYMBOLS = '<!--simbol-->';

/** The page with the symbols that it or a script shows; for one that fetches no other page's parts. */
export function withUsedSymbols(html: string): string {
  if (!html.includes(USED_SYMBOLS)) return html;
  const used = new Set<string>(SCRIPT_ICONS);
  for (const [, name = ''] of html.matchAll(/#i-([a-z]+)/g)) used.add(name);
  return html.replace(USED_SYMBOLS, () => svgOf((name) => used.has(name)));
}
