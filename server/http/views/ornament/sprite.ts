// The symbols every page carries once: region tiles, wordmark, icons.
import { ICONS } from './icons.ts';
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

const icons = (): string =>
  Object.entries(ICONS)
    .map(
      ([name, shapes]) =>
        `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
        `stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`,
    )
    .join('');

/** The hidden SVG with all symbols; it stands at the top of every page. */
export const sprite = (): string =>
  `<svg class="sprite" width="0" height="0" aria-hidden="true"><defs>${tiles()}${logo()}${icons()}</defs></svg>`;
