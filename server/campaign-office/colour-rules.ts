// A campaign's colours where they stand as text: the contrast of each pair, and the nearest colour
// that can be read.
import { type Campaign, contrast } from '../campaigns/index.ts';

export type ColourName = keyof Campaign['colours'];

/** Least contrast of text (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;

/** Grounds of the design: the page, a row under the pointer, fields. White stands on the colour. */
export const GROUNDS = { paper: '#FBF8F1', shade: '#F4EEE2', white: '#FFFFFF' } as const;
export type Ground = keyof typeof GROUNDS;

/** Where each colour is text, or text stands on it. Ornaments are lines only and need none. */
const PAIRS: Record<ColourName, readonly Ground[]> = {
  signature: ['paper', 'shade', 'white'],
  signatureDark: ['paper', 'shade', 'white'],
  accent: ['paper', 'shade'],
  ornament: [],
};
export const COLOUR_NAMES = Object.keys(PAIRS) as ColourName[]; // its own keys

export interface ColourPair {
  ground: Ground;
  /** 1 to 21, rounded down to hundredths, so that 4.50 is really reached. */
  ratio: number;
  passes: boolean;
}

/** `#RRGGBB` in capitals; undefined for anything else. */
export function colourFrom(text: string): string | undefined {
  const colour = `#${text.trim().replace(/^#/, '').toUpperCase()}`;
  return /^#[0-9A-F]{6}$/.test(colour) ? colour : undefined;
}

/** Every pair of a colour with its contrast. */
export const pairsOf = (name: ColourName, colour: string): ColourPair[] =>
  PAIRS[name].map((ground) => {
    const ratio = Math.floor(contrast(colour, GROUNDS[ground]) * 100) / 100;
    return { ground, ratio, passes: ratio >= TEXT_CONTRAST };
  });

/** True when each of its pairs can be read. */
export const isReadable = (name: ColourName, colour: string): boolean =>
  pairsOf(name, colour).every(({ passes }) => passes);

const STEPS = 200;

/** The first darker shade of the same hue that can be read; itself when it can. */
export function nearestReadable(name: ColourName, colour: string): string {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  for (let step = 0; step < STEPS; step += 1) {
    const digits = channels.map((channel) =>
      Math.round((channel * (STEPS - step)) / STEPS)
        .toString(16)
        .padStart(2, '0'),
    );
    const shade = `#${digits.join('').toUpperCase()}`;
    if (isReadable(name, shade)) return shade;
  }
  return '#000000';
}
